/** `bin/haoban.mjs` with a second kind of order; `orders.test.ts` bundles it, because a process that is killed often has to start fast. */
import { main } from '#app/cli.ts'
import { addSiren } from './siren.ts'

const env = { ...process.env }
process.env.NODE_ENV ||= 'production'
addSiren()
await main(process.argv.slice(2), env)
