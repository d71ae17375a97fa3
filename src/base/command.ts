/** Every command that came with a client key, kept in the transaction of the command itself; its answer is sealed, and kept for a day. */

import type { Tx } from './db.ts'
import { refusals } from './refusal.ts'
import type { Keys } from './secret.ts'

const refuse = refusals({
  'command.other': [422, '这次提交的编号已经用在另一份内容上。请回到上一页刷新后再提交'],
  'command.long-key': [422, '提交编号太长，请刷新页面后再提交'],
  'command.done': [409, '这一步在{at}已经办成，没有再办一次。当时的结果不再重复显示，请回到列表或详情页看现在的情况'],
  'command.shown-once': [409, '这一步在{at}已经办成，没有再办一次。{where}'],
})

/**
 * `rights`: what the sender may do, as text; a repeat under other rights gets no answer. `shownOnce`: the answer is never kept, and a
 * repeat is told this sentence.
 */
type Command = { who: string; key: string; route: string; input: string; rights: string; shownOnce?: string | undefined; at: Date }

const day = 86_400_000
/** Longer than any page stays open and any program tries again: sessions end within days, queues within weeks. */
const keyDays = 400
/** Longer answers are for looking, and can be looked at again. */
const mostCharacters = 262_144

const contextOf = ({ who, key }: Command): string => `base.command.answer ${who} ${key}`

/** Equal for equal inputs, and of no use for guessing what was sent without the keys of the city. */
const digestOf = (keys: Keys, { input }: Command): string => keys.blindIndex(input, 'base.command.input')

/**
 * Runs a command once a key. A repeat waits for the first and does nothing; for a day, and while its sender may do what he might then, it
 * gets the first answer, and after that it is told that the command was done. What `keeps` refuses leaves no trace, and may be tried again.
 */
export async function once<T>(
  tx: Tx,
  keys: Keys,
  command: Command,
  work: () => Promise<T>,
  keeps: (answer: T) => boolean = () => true,
): Promise<{ answer: T; repeated: boolean }> {
  if (command.key.length > 100) throw refuse('command.long-key')
  const hash = digestOf(keys, command)
  const fresh = await tx.sql`insert into base.command (who, key, route, input_hash, status, at)
    values (${command.who}, ${command.key}, ${command.route}, ${hash}, 0, ${command.at}) on conflict do nothing returning 1`
  if (fresh.length === 0) return { answer: await firstAnswer<T>(tx, keys, command, hash), repeated: true }
  const answer = await work()
  if (!keeps(answer)) {
    tx.send`delete from base.command where who = ${command.who} and key = ${command.key}`
    return { answer, repeated: false }
  }
  const sealed = command.shownOnce ? null : sealedAnswer(keys, command, answer)
  tx.send`update base.command set status = 200, sealed = ${sealed} where who = ${command.who} and key = ${command.key}`
  return { answer, repeated: false }
}

function sealedAnswer(keys: Keys, command: Command, answer: unknown): Buffer | null {
  const text = JSON.stringify({ rights: command.rights, answer: answer ?? null })
  return text.length <= mostCharacters ? keys.seal(text, contextOf(command)) : null
}

async function firstAnswer<T>(tx: Tx, keys: Keys, command: Command, hash: string): Promise<T> {
  const { who, key, route, rights, shownOnce, at } = command
  const [first] = await tx.sql<{
    route: string
    input_hash: string
    sealed: Buffer | null
    at: Date
  }>`select route, input_hash, sealed, at from base.command where who = ${who} and key = ${key}`
  // an empty digest stands where an earlier release kept one that could be guessed from
  if (!first || first.route !== route || (first.input_hash !== '' && first.input_hash !== hash)) throw refuse('command.other')
  if (shownOnce) throw refuse('command.shown-once', { at: inWords(first.at), where: shownOnce })
  const done = () => refuse('command.done', { at: inWords(first.at) })
  if (!first.sealed || at.getTime() - first.at.getTime() >= day) throw done()
  const kept = JSON.parse(keys.open(first.sealed, contextOf(command))) as { rights: string; answer: T }
  if (kept.rights !== rights) throw done()
  return kept.answer
}

const shown = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const inWords = (at: Date): string => shown.format(at)

/** Lets go of the answers that are older than a day, of all that an earlier release kept in the clear, and of keys that nobody repeats any more. */
export async function forgetAnswers(tx: Tx, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * day)
  await tx.sql`update base.command set sealed = null, answer = null where answer is not null or (sealed is not null and at <= ${before(1)})`
  await tx.sql`delete from base.command where at < ${before(keyDays)}`
}
