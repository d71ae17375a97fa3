/** Faults that have a name and pass: what is told instead of "something went wrong", and that coming again is safe. */
import { isAway } from '#base/db.ts'

type Outage = { code: string; title: string; sentence: string; is(error: unknown): boolean }

const codeOf = (error: unknown): string => String((error as { code?: unknown } | undefined)?.code)

/** `retry-after` in seconds, for programs; a disk is not emptied at once, but nothing is lost by asking again. */
export const outageRetrySeconds = 5

const outages: readonly Outage[] = [
  {
    code: 'house.full',
    title: '存放数据的磁盘满了',
    sentence: '存放数据的磁盘满了，这一步还没有办，以前办好的都在。管理员腾出空间后再试一次就行，不会重复提交',
    // what the file system says, and what PostgreSQL says (class 53: insufficient resources)
    is: (error) => /^(ENOSPC|EDQUOT|53100)$/.test(codeOf(error)),
  },
  {
    code: 'house.away',
    title: '系统正在恢复',
    sentence: '系统正在恢复，这一步还没有得到答复。请过几秒再试一次，已经办好的不会再办一遍',
    is: isAway,
  },
]

/** What an outage is told by: code and sentence, all with 503. */
export const outageCodes: readonly (readonly [code: string, sentence: string])[] = outages.map((o) => [o.code, o.sentence])

/** The outage behind an error, or behind what caused it. */
export function outageOf(error: unknown): Outage | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const found = outages.find((o) => o.is(at))
    if (found) return found
  }
  return undefined
}
