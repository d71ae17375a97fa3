/** The first answer to every command that came with a client key, kept in the transaction of the command itself. */

import type { Tx } from './db.ts'
import { sm3 } from './digest.ts'
import { refusals } from './refusal.ts'

const refuse = refusals({
  'command.other': [422, '这次提交的编号已经用在另一份内容上。请回到上一页刷新后再提交'],
  'command.long-key': [422, '提交编号太长，请刷新页面后再提交'],
})

type Command = { who: string; key: string; route: string; input: string; at: Date }

/** Runs a command once a key: a repeat waits for the first, does nothing, and gets the first answer. What `keeps` refuses is not kept: secrets, and what may be tried again. */
export async function once<T>(
  tx: Tx,
  command: Command,
  work: () => Promise<T>,
  keeps: (answer: T) => boolean = () => true,
): Promise<{ answer: T; repeated: boolean }> {
  if (command.key.length > 100) throw refuse('command.long-key')
  const hash = sm3(command.input)
  const fresh = await tx.sql`insert into base.command (who, key, route, input_hash, status, at)
    values (${command.who}, ${command.key}, ${command.route}, ${hash}, 0, ${command.at}) on conflict do nothing returning 1`
  if (fresh.length === 0) return { answer: await firstAnswer<T>(tx, command, hash), repeated: true }
  const answer = await work()
  if (!keeps(answer)) {
    tx.send`delete from base.command where who = ${command.who} and key = ${command.key}`
    return { answer, repeated: false }
  }
  tx.send`update base.command set status = 200, answer = ${JSON.stringify(answer ?? null)}::jsonb where who = ${command.who} and key = ${command.key}`
  return { answer, repeated: false }
}

async function firstAnswer<T>(tx: Tx, { who, key, route }: Command, hash: string): Promise<T> {
  const [first] = await tx.sql<{
    route: string
    input_hash: string
    answer: T
  }>`select route, input_hash, answer from base.command where who = ${who} and key = ${key}`
  if (!first || first.route !== route || first.input_hash !== hash) throw refuse('command.other')
  return first.answer
}
