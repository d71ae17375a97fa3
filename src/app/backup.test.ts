import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { restore } from '#base/backup/load.ts'
import { readManifest } from '#base/backup/manifest.ts'
import { openStorage, type Storage } from '#base/storage/storage.ts'
import { signCheckpoint } from '#kernel/ledger/actions/checkpoint.ts'
import { addNextRoot, ownAnchors, verify } from '#kernel/ledger/actions.ts'
import { diagnosis } from '#modules/health/api.ts'
import { fillDraft, sendDraft } from '#test/food.ts'
import { Client, openTestCity, type TestCity, TestClock } from '#test/kit.ts'
import { backUpCity, restoreCity } from './backup.ts'
import { act, type House, system } from './context.ts'
import { openApp } from './http/app.ts'
import { openHouse } from './open.ts'

/** A number that stands nowhere else in the city. */
const number = '11010519491231002X'
const people = { 'staff[0][name]': '钟家明', 'staff[0][idNo]': number, 'staff[0][job]': 'cook' }

let city: TestCity
let admin: pg.Client
const dir = mkdtempSync(join(tmpdir(), 'haoban-backup-'))
const made: string[] = []

beforeAll(async () => {
  city = await openTestCity()
  admin = new pg.Client({ connectionString: inject('database').url })
  await admin.connect()
})
afterAll(async () => {
  await city.close()
  for (const name of made) await admin.query(`drop database if exists ${name} with (force)`)
  await admin.end()
  rmSync(dir, { recursive: true, force: true })
})

/** An empty database and an empty data directory. */
async function emptyPlace(): Promise<{ DATABASE_URL: string; HAOBAN_DATA: string; HAOBAN_LOG: string }> {
  const name = `restored_${made.length}_${process.pid}`
  made.push(name)
  await admin.query(`create database ${name}`)
  const url = new URL(inject('database').url)
  url.pathname = `/${name}`
  return { DATABASE_URL: url.href, HAOBAN_DATA: mkdtempSync(join(dir, 'data-')), HAOBAN_LOG: 'silent' }
}

const home = () => ({ HAOBAN_DATA: inject('database').dataDir })
const folder = (name: string) => join(dir, name)
const backUp = (name: string) => backUpCity(city.house, folder(name), home())

describe('a backup', () => {
  let sent: { id: string; no: string }
  beforeAll(async () => {
    const citizen = await city.citizen('钟家明')
    sent = (await sendDraft(citizen, await fillDraft(citizen, { people }))).body
    await backUp('plain')
  })

  test('holds the same facts, files and chains, and what was sealed opens again', async () => {
    const place = await emptyPlace()
    const restored = await restoreCity(folder('plain'), place)
    expect(restored.ledger).toMatchObject({ ok: true, broken: [] })
    const [facts] = await city.sql<{ n: number }>('select count(*)::int n from ledger.fact')
    expect(restored.ledger.facts).toBe(facts!.n)

    const house = await openHouse(place.DATABASE_URL, place, { clock: new TestClock('2023-06-15T10:00:00+08:00') })
    try {
      const clerk = await city.staff('liufang')
      const again = new Client(openApp(house))
      await again.post('/sign-in', { as: 'staff', login: 'liufang', password: 'haoban-demo' })
      const seen = await again.get(`/work/cases/${sent.id}/answers`)
      const before = await clerk.get(`/work/cases/${sent.id}/answers`)
      expect(seen.status).toBe(200)
      expect(seen.text).toContain('钟家明')
      expect(seen.body).toEqual(before.body)
      for await (const hash of house.storage.list()) expect((await house.storage.read(hash)).length).toBeGreaterThanOrEqual(0)
    } finally {
      await house.db.close()
    }
  })

  test('is one moment of a city that goes on: every case in it stands where its last fact left it', async () => {
    const citizen = await city.citizen('钟家明')
    const drafts = await Promise.all(Array.from({ length: 6 }, () => fillDraft(citizen)))
    const load = (async () => {
      for (const draft of drafts) await sendDraft(citizen, draft)
    })()
    await backUp('busy')
    await load
    const place = await emptyPlace()
    expect((await restoreCity(folder('busy'), place)).ledger.ok).toBe(true)
    const client = new pg.Client({ connectionString: place.DATABASE_URL })
    await client.connect()
    const { rows } = await client.query(
      `select f.id, f.seq, c.seq "chain" from cases.file f join ledger.chain c on c.about = 'case:' || f.id where f.seq <> c.seq`,
    )
    const { rows: counted } = await client.query('select count(*)::int n from cases.file')
    await client.end()
    expect(rows).toEqual([])
    expect(counted[0].n).toBeGreaterThanOrEqual(1)
    expect(counted[0].n).toBeLessThanOrEqual(7)
  })

  test('tells no key, and no citizen’s number', async () => {
    const key = readFileSync(`${folder('plain')}.key`, 'utf8').trim()
    for (const name of readdirSync(join(folder('plain'), 'tables'))) {
      const text = gunzipSync(readFileSync(join(folder('plain'), 'tables', name))).toString('utf8')
      expect(text.includes(key), name).toBe(false)
      expect(text.includes(number), name).toBe(false)
    }
    expect(readFileSync(join(folder('plain'), 'backup.json'), 'utf8')).not.toContain(key)
  })
})

/** A whole backup and an empty city: whatever goes wrong lies with the place, and is not told as a damaged backup. */
describe('a restore in a place where something is wrong', () => {
  beforeAll(async () => {
    await city.house.storage.put(new TextEncoder().encode('one file at least'))
    await backUp('sound')
  })
  const emptyCity = async () => {
    const place = await emptyPlace()
    await (await openHouse(place.DATABASE_URL, place, { seed: false })).db.close()
    return place
  }
  const outcome = async (place: { DATABASE_URL: string; HAOBAN_DATA: string }, storage: Storage) =>
    restore(place.DATABASE_URL, storage, folder('sound'), await readManifest(folder('sound'))).then(
      () => 'restored',
      (error: { code?: string }) => error.code,
    )

  test('says that the store takes no file, where its disk is full', async () => {
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    const storage = { put: () => Promise.reject(full) } as unknown as Storage
    expect(await outcome(await emptyCity(), storage)).toBe('ENOSPC')
  })

  test('says that the tables take no rows, where somebody changed them', async () => {
    const place = await emptyCity()
    const client = new pg.Client({ connectionString: place.DATABASE_URL })
    await client.connect()
    await client.query('alter table ledger.fact add constraint of_somebody check (id < 0)')
    await client.end()
    expect(await outcome(place, await openStorage(join(place.HAOBAN_DATA, 'files')))).toBe('23514')
  })
})

/** Some facts, a root over them, and a checkpoint: what the worker does every few minutes. */
async function signed(house: House): Promise<{ size: number; note: string }> {
  await act(house, system, (ctx) => ctx.emit({ name: 'organ.changed', about: 'organ:market-360702', data: { n: ctx.id() } }))
  await act(house, system, (ctx) => addNextRoot(ctx, undefined), 300_000)
  const made = await act(house, system, (ctx) => signCheckpoint(ctx, undefined), 300_000)
  const [row] = (await house.db.pool.query('select size, note from ledger.checkpoint where size = $1', [made!.size])).rows
  return row
}
const nameIn = (note: string) => note.split('\n')[0]

describe('the key that signs checkpoints', () => {
  let before: { size: number; note: string }
  const shelf = () => city.house.checkpoints.shelf.place
  const copyOf = (at: string) => {
    const copy = mkdtempSync(join(dir, 'shelf-'))
    cpSync(at, copy, { recursive: true })
    return copy
  }
  const opened = async (place: Record<string, string>, work: (house: House) => Promise<void>) => {
    const house = await openHouse(place.DATABASE_URL!, place, { clock: new TestClock('2023-06-15T10:00:00+08:00'), seed: false })
    await work(house).finally(() => house.db.close())
  }
  const whole = (house: House) => verify(house.db, ownAnchors(house.checkpoints))
  let asItWas: string

  beforeAll(async () => {
    before = await signed(city.house)
    const told = await backUp('signing')
    expect(told.checkpointKey).toBe(`${folder('signing')}.checkpoint-key`)
    asItWas = copyOf(shelf())
    await signed(city.house)
  })

  test('lies beside the backup, never in it, and for its owner alone', () => {
    const beside = `${folder('signing')}.checkpoint-key`
    expect(statSync(beside).mode & 0o077).toBe(0)
    const [, digits = ''] = readFileSync(beside, 'utf8').trim().split(' ')
    expect(digits).toMatch(/^[0-9a-f]{64}$/)
    for (const name of readdirSync(join(folder('signing'), 'tables')))
      expect(gunzipSync(readFileSync(join(folder('signing'), 'tables', name))).includes(digits), name).toBe(false)
  })

  test('signs on, where the folder of checkpoints shows that nothing was signed since', async () => {
    const place = { ...(await emptyPlace()), HAOBAN_CHECKPOINTS: asItWas }
    expect((await restoreCity(folder('signing'), place)).signing).toMatchObject({ key: 'same', name: nameIn(before.note) })
    await opened(place, async (house) => {
      expect(nameIn((await signed(house)).note)).toBe(nameIn(before.note))
      expect(await whole(house)).toMatchObject({ ok: true })
    })
  })

  test('signs on under another name where nobody can tell, and what it signed before is still believed', async () => {
    const place = await emptyPlace()
    const { signing } = await restoreCity(folder('signing'), place)
    expect(signing).toMatchObject({ key: 'renamed', outside: 'empty', name: expect.stringMatching(/ledger\/\d{8}T\d{6}Z$/) })
    await opened(place, async (house) => {
      expect(nameIn((await signed(house)).note)).toBe(signing.name)
      const verdict = await whole(house)
      expect([verdict.ok, verdict.checkpoints > 1]).toEqual([true, true])
      expect(house.checkpoints.signers.map((s) => s.name)).toEqual([signing.name, nameIn(before.note)])
    })
  })

  test('signs nothing beside checkpoints of a later history, until it has a folder of its own', async () => {
    const place = { ...(await emptyPlace()), HAOBAN_CHECKPOINTS: copyOf(shelf()) }
    expect((await restoreCity(folder('signing'), place)).signing).toMatchObject({ key: 'renamed', outside: 'contradicts' })
    await opened(place, async (house) => {
      await expect(signed(house)).rejects.toMatchObject({ code: 'ledger.contradicts' })
      const found = await act(house, system, (ctx) => diagnosis(ctx, undefined))
      expect(found.findings).toContainEqual(
        expect.objectContaining({ check: 'checkpoints', level: 'bad', then: expect.stringContaining('HAOBAN_CHECKPOINTS') }),
      )
    })
    await opened({ ...place, HAOBAN_CHECKPOINTS: mkdtempSync(join(dir, 'shelf-')) }, async (house) => {
      await signed(house)
      expect(await whole(house)).toMatchObject({ ok: true })
    })
  })

  test('is made anew where it was lost; where the environment holds it, the name to give it is told', async () => {
    const beside = `${folder('signing')}.checkpoint-key`
    const text = readFileSync(beside, 'utf8')
    const given = { ...(await emptyPlace()), HAOBAN_CHECKPOINT_KEY: text.trim() }
    expect((await restoreCity(folder('signing'), given)).signing).toMatchObject({
      key: 'given',
      name: expect.stringContaining('/ledger/2'),
    })
    unlinkSync(beside)
    try {
      const place = await emptyPlace()
      expect((await restoreCity(folder('signing'), place)).signing).toMatchObject({ key: 'made' })
      await opened(place, async (house) => {
        await signed(house)
        expect(await whole(house)).toMatchObject({ ok: true })
      })
    } finally {
      writeFileSync(beside, text, { mode: 0o600 })
    }
  })
})

describe('a restore', () => {
  const refusal = (name: string, place: Record<string, string>) => restoreCity(folder(name), place).then(String, (e: Error) => e.message)

  test('refuses a backup that was never finished', async () => {
    await backUp('unfinished')
    unlinkSync(join(folder('unfinished'), 'backup.json'))
    expect(await refusal('unfinished', await emptyPlace())).toContain('没有完整的备份')
  })

  test('refuses another key, before anything is touched', async () => {
    const place = await emptyPlace()
    expect(await refusal('plain', { ...place, HAOBAN_KEY: 'ab'.repeat(32) })).toContain('不是备份时用的那把')
    expect((await restoreCity(folder('plain'), place)).ledger.ok).toBe(true)
  })

  test('refuses a database where a city lives', async () => {
    const place = await emptyPlace()
    await restoreCity(folder('plain'), place)
    expect(await refusal('plain', place)).toContain('已经有一座城市')
  })

  test('refuses a table with one row more or less, keeps nothing of it, and takes a sound one afterwards', async () => {
    await backUp('damaged')
    const path = join(folder('damaged'), 'tables', 'ledger.fact.gz')
    const text = gunzipSync(readFileSync(path)).toString('utf8')
    writeFileSync(path, gzipSync(text.slice(text.indexOf('\n') + 1)))
    const place = await emptyPlace()
    expect(await refusal('damaged', place)).toContain('ledger.fact 和清单对不上')
    expect((await restoreCity(folder('plain'), place)).ledger.ok).toBe(true)
  })

  test('refuses a file whose content is another', async () => {
    await backUp('swapped')
    const files = readdirSync(join(folder('swapped'), 'files'), { recursive: true, withFileTypes: true }).filter((f) => f.isFile())
    const first = files[0]!
    writeFileSync(join(first.parentPath, first.name), 'another')
    expect(await refusal('swapped', await emptyPlace())).toContain(`文件 ${first.name} 损坏`)
  })

  test('refuses a backup of a newer house', async () => {
    await backUp('newer')
    const path = join(folder('newer'), 'backup.json')
    const manifest = JSON.parse(readFileSync(path, 'utf8'))
    manifest.migrations.push({ room: 'kernel.case', file: '999-tomorrow.sql' })
    writeFileSync(path, JSON.stringify(manifest))
    expect(await refusal('newer', await emptyPlace())).toContain('由更新的版本写成')
  })
})
