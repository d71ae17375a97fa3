/** Hears every statement that a house sends, and how long its answer takes. */
import pg from 'pg'
import type { House } from '../../src/app/context.ts'

/** By the first words of a statement: how often, and how long. */
export type Statements = Map<string, { n: number; ms: number }>

const titleOf = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^with .*? (insert into|update|delete from) /i, 'with … $1 ')
    .slice(0, 56)

/** Listens to every statement of the pool; `now` answers what was spent since it was last asked. */
export function listen(house: House, statements: Statements) {
  let [dbMs, trips] = [0, 0]
  const note = (text: string, ms: number) => {
    dbMs += ms
    trips++
    const seen = statements.get(titleOf(text)) ?? { n: 0, ms: 0 }
    statements.set(titleOf(text), { n: seen.n + 1, ms: seen.ms + ms })
  }
  house.db.pool.on('acquire', (client) => {
    const plain = pg.Client.prototype.query as (...given: unknown[]) => unknown
    Object.assign(client, {
      query(...given: unknown[]) {
        const from = performance.now()
        const text = typeof given[0] === 'string' ? given[0] : String((given[0] as { text?: string }).text)
        const answer = plain.apply(client, given)
        if (answer instanceof Promise) answer.finally(() => note(text, performance.now() - from)).catch(() => undefined)
        return answer
      },
    })
  })
  return () => {
    const spent = { dbMs, trips }
    ;[dbMs, trips] = [0, 0]
    return spent
  }
}
