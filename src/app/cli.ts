/** The command line: `haoban start`, and what a city's keepers do beside a running server. */
import { Refusal } from '#base/refusal.ts'
import { commands } from './cli/commands.ts'
import { say, usage } from './cli/say.ts'
import type { Env } from './open.ts'

/** Runs one command; a refusal is told in its sentence and ends with 1, a wrong use with 2. */
export async function main(args: string[], env: Env): Promise<void> {
  const json = args.includes('--json')
  const words = args.filter((a) => a !== '--json')
  const name = Object.keys(commands).find((c) => c.split(' ').every((word, i) => words[i] === word))
  if (!name) {
    say(usage(Object.entries(commands).map(([command, { takes, does }]) => [`${command} ${takes}`.trim(), does])))
    process.exitCode = words.length ? 2 : 0
    return
  }
  try {
    const run = await commands[name]!.load()
    process.exitCode = await run({ args: words.slice(name.split(' ').length), json, env })
  } catch (error) {
    process.exitCode = error instanceof Refusal && error.code.startsWith('cli.') && error.status === 400 ? 2 : 1
    if (!(error instanceof Refusal)) throw error
    say(json ? JSON.stringify({ error: { code: error.code, message: error.message } }) : error.message)
  }
}
