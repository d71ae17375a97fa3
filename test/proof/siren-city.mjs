/** `bin/haoban.mjs` from the sources, with a second kind of order. */
import { register } from 'tsx/esm/api'

const env = { ...process.env }
process.env.NODE_ENV ||= 'production'
register()
const { addSiren } = await import('./siren.ts')
addSiren()
const { main } = await import('../../src/app/cli.ts')
await main(process.argv.slice(2), env)
