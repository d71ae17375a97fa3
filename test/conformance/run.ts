/** `npm run conformance -- SUITE DIR`: measures the house's engines against a public suite laid out in DIR. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A file `test/conformance/<suite>.suite.ts` exports one of these as its default: prints its lines, tells whether all of it held. */
export type Suite = (dir: string, print: (line: string) => void) => Promise<boolean>

const here = fileURLToPath(new URL('.', import.meta.url))
const suffix = '.suite.ts'
const suites = readdirSync(here)
  .filter((name) => name.endsWith(suffix))
  .map((name) => name.slice(0, -suffix.length))

function wrong(sentence: string): never {
  process.stderr.write(`${sentence}\nUsage: npm run conformance -- ${suites.join('|') || 'SUITE'} DIR\n`)
  process.exit(2)
}

const [name = '', dir = ''] = process.argv.slice(2)
if (!suites.includes(name)) wrong(name ? `There is no suite ${name}.` : 'Which suite?')
if (!existsSync(dir) || !statSync(dir).isDirectory()) wrong(`${dir || 'DIR'} is no folder.`)

const { default: suite } = (await import(`./${name}${suffix}`)) as { default: Suite }
const holds = await suite(dir, (line) => process.stdout.write(`${line}\n`))
process.exitCode = holds ? 0 : 1
