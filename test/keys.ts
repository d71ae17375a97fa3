/** Private keys as a test looks for them: opened with the master key, and searched for in every spelling that a key can have. */
import type { Keys } from '#base/secret.ts'
import type { TestCity } from './kit.ts'

type KeyRow = { id: string; sealed: Buffer }
type Sql = (text: string) => Promise<KeyRow[]>

/** The secrets themselves, opened with the master key that lies outside the database. */
export async function secretsOf(sql: Sql, keys: Keys): Promise<Buffer[]> {
  const rows = await sql("select id, sealed from seal.key where store = 'software' and sealed is not null")
  return rows.map((r) => Buffer.from(keys.open(r.sealed, `seal.key.${r.id}`), 'hex'))
}

/** SM2 secrets are 32 bytes; of PKCS #8 the 32 bytes of the number itself. */
export const core = (secret: Buffer): Buffer =>
  secret.length === 32 ? secret : secret.subarray(secret.indexOf(Buffer.from('0420', 'hex')) + 2).subarray(0, 32)

const spellings = (secret: Buffer): string[] => [
  secret.toString('latin1'),
  secret.toString('hex'),
  secret.toString('hex').toUpperCase(),
  secret.toString('base64').slice(0, 40),
  BigInt(`0x${secret.toString('hex')}`).toString(),
  // as Node prints bytes, and as JSON writes a Buffer
  secret.toString('hex').replace(/../g, ' $&').slice(0, 60),
  [...secret].join(','),
]

/** Which secrets stand in a text, by their places: a test that fails prints no key. */
export const found = (all: readonly Buffer[], haystack: string): number[] =>
  all.flatMap((s, place) => (spellings(core(s)).some((text) => haystack.includes(text)) ? [place] : []))

/** Every row of every table, binary columns in hex and as they are. */
export async function dumpOf(sql: TestCity['sql']): Promise<string> {
  const tables = await sql<{ name: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  let text = ''
  for (const { name } of tables) {
    const rows = await sql<Record<string, unknown>>(`select * from ${name}`)
    for (const row of rows)
      for (const value of Object.values(row))
        text += Buffer.isBuffer(value) ? `${value.toString('latin1')} ${value.toString('hex')} ` : `${JSON.stringify(value)} `
  }
  return text
}
