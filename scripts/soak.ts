/** `npm run soak -- --kills N [--seed N]`: an evening of kills; ends with one line of JSON, and with 1 where anything is wrong. */
import { parseArgs } from 'node:util'
import { soak } from '../test/proof/soak.ts'

const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } } })
const result = await soak({
  kills: Number(values.kills),
  seed: Number(values.seed),
  tell: (line) => void process.stderr.write(`${line}\n`),
})
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exitCode = result.wrong.length === 0 ? 0 : 1
