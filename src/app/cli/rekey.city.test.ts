/** A new master key for all that is sealed, in a city that lived a case, by a command that is killed in the middle. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Keys, ringOf } from '#base/secret.ts'
import { type Console, changedRing, consoleOf } from '#test/console.ts'
import { decided, fillDraft } from '#test/food.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { answersKept, digested, digestedForNow, sealedColumns } from '../sealed.ts'

type Value = { column: string; id: string; sealed: Buffer }

/** Bytes that are no sealed values: public keys, certificates, states of processes, and keys of files that are forgotten with them. */
const plain = [
  'permission.passkey.public_key',
  'process.instance.state',
  'process.step.before',
  'seal.authority.certificate',
  'seal.key.public_key',
  'seal.seal.certificate',
  'seal.seal.esl',
  'seal.seal.pdf_certificate',
  'export.file.key',
  'windows.export.key',
]

let city: TestCity
let terminal: Console
let both: Keys
let fresh: Keys

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  const ring = changedRing(city)
  ;[both, fresh, terminal] = [ring.both, ring.fresh, consoleOf(ring.env)]
  const citizen = await city.citizen('钟家明')
  const id = await decided(city, citizen)
  await fillDraft(citizen)
  const seal = (context: string) => city.house.keys.seal(JSON.stringify({ n: randomBytes(300).toString('hex') }), context)
  for (let n = 0; n < 700; n++)
    await city.sql('insert into windows.correction (case_id, account, sealed, saved_at) values ($1, $2, $3, now())', [
      id,
      `staff:${n}`,
      seal('window.correction'),
    ])
  await city.sql(`update permission.account set totp_draft = $1 where id = (select min(id) from permission.account)`, [
    seal('permission.account.totp'),
  ])
}, 300_000)
afterAll(async () => {
  terminal?.stop()
  await city.close()
})

async function values(): Promise<Value[]> {
  const all: Value[] = []
  for (const { table, column } of sealedColumns)
    all.push(
      ...(await city.sql<Value>(
        `select '${table}.${column}' "column", ctid::text id, ${column} sealed from ${table} where ${column} is not null`,
      )),
    )
  return all
}

/** What a value says, by the first context that opens it. */
function opened(keys: Keys, { column, sealed }: Value): string {
  const { contexts } = sealedColumns.find((c) => `${c.table}.${c.column}` === column)!
  for (const context of contexts.slice(0, -1))
    try {
      return keys.open(sealed, context)
    } catch {}
  return keys.open(sealed, contexts.at(-1)!)
}

const texts = async (keys: Keys) => (await values()).map((v) => `${v.column} ${opened(keys, v)}`).sort()
const underOld = (all: Value[]) => all.filter((v) => v.sealed.subarray(1, 5).toString('hex') === city.house.keys.current)

test('每一个 bytea 列都归了类：封存的写明上下文，或者本来就不封存', async () => {
  const columns = await city.sql<{ name: string }>(`select table_schema || '.' || table_name || '.' || column_name "name"
    from information_schema.columns where data_type = 'bytea' and table_schema not in ('pg_catalog', 'information_schema', 'graphile_worker')`)
  const sealed = [...sealedColumns, answersKept].map((c) => `${c.table}.${c.column}`)
  expect(columns.map((c) => c.name).sort()).toEqual([...sealed, 'seal.key.sealed', ...plain].sort())
})

const sources = (() => {
  const src = fileURLToPath(new URL('../..', import.meta.url))
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (f) => /\.tsx?$/.test(f) && !/\.test\.tsx?$|^app.sealed\.ts$/.test(f),
  )
  return files.map((f) => readFileSync(`${src}/${f}`, 'utf8'))
})()

/** Under which contexts the program digests, each as it stands there or under the name of a constant of the same file. */
function contextsOfDigests(): string[] {
  const calls = sources.flatMap((text) =>
    [...text.matchAll(/\.blindIndex\((?:[^()`]|\([^()]*\)|`[^`]*`)*?, (?:'([^']+)'|([\w.]+))\)/g)].map(([, literal, name]) => {
      const constant = new RegExp(`\\b${name?.split('.').at(-1)}(?: =|:) '([^']+)'`).exec(text)
      return literal ?? constant?.[1] ?? `unknown: ${name}`
    }),
  )
  expect(calls).toHaveLength(sources.join('\n').match(/\.blindIndex\(/g)!.length)
  return [...new Set(calls)].sort()
}

/** In which column the digests of a context stand, where its name does not say so. */
const columnOf: Record<string, string> = {
  'imports.past_case.applicant': 'imports.past_case.hash',
  'permission.known_place': 'permission.known_place.digest',
  'base.command.input': 'base.command.input_hash',
}

test('每一种按主密钥算的摘要都列了：留在库里的写明列，过一会儿就没用的写明上下文', () => {
  const lasting = contextsOfDigests().filter((c) => !digestedForNow.includes(c))
  expect(lasting.map((c) => columnOf[c] ?? `${c}_digest`).sort()).toEqual([...digested].sort())
  expect(digestedForNow.filter((c) => !contextsOfDigests().includes(c))).toEqual([])
})

test('每一个上下文都是程序里真的在用的', () => {
  const text = sources.join('\n')
  expect(sealedColumns.flatMap((c) => c.contexts).filter((c) => !text.includes(`'${c}'`))).toEqual([])
})

test('运行城市的角色改不了文书的内容，封存的也不行', async () => {
  const change = city.house.db.tx({ role: 'system' }, (tx) => tx.sql`update document.paper set sealed = sealed || '\\x00'::bytea`)
  await expect(change).rejects.toThrow('a paper is never changed')
})

test('做到一半被杀，再做一次就接着做完：全部内容都在新密钥下，一字不差；打不开的如实报出来', async () => {
  const before = await texts(city.house.keys)
  const lived = new Set((await values()).map((v) => v.column))
  for (const column of [
    'party.person.id_no_sealed',
    'cases.answers.sealed',
    'document.paper.sealed',
    'form.draft.sealed',
    'licence.version.face',
  ])
    expect(lived).toContain(column)

  const child = terminal.start('rekey')
  await once(child.stdout!, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const half = await values()
  const rest = underOld(half).length
  expect(rest).toBeGreaterThan(0)
  expect(rest).toBeLessThan(half.length)
  expect(await texts(both)).toEqual(before)

  const first = await terminal.run('rekey', '--json')
  const [code, body] = [first.code, JSON.parse(first.text)]
  expect([code, body.left, body.current]).toEqual([0, 0, both.current])
  expect(body.oldest).toMatchObject({ key: city.house.keys.current, digests: expect.arrayContaining(['party.person.id_no_digest']) })
  const moved = body.columns.filter((c: { column: string }) => c.column !== 'seal.key.sealed')
  expect(moved.reduce((sum: number, c: { moved: number }) => sum + c.moved, 0)).toBe(rest)
  expect(underOld(await values())).toEqual([])
  expect(await texts(fresh)).toEqual(before)
  expect((await city.sql(`select 1 from seal.key where sealed is not null and master <> $1`, [both.current])).length).toBe(0)

  const lost = ringOf([randomBytes(32)]).seal('{}', 'window.correction')
  await city.sql(`update windows.correction set sealed = $1 where account = 'staff:7'`, [lost])
  const again = await terminal.run('rekey', '--json')
  const after = JSON.parse(again.text)
  expect([again.code, after.left]).toEqual([1, 1])
  expect(after.columns.filter((c: { left: number }) => c.left > 0)).toEqual([
    { column: 'windows.correction.sealed', rows: expect.any(Number), moved: 0, left: 1 },
  ])
}, 400_000)
