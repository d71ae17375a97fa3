/** No private key is anywhere but in its store: not in the database, nor in a log, nor in a backup, in any of the spellings a key can have. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { PrivateKey } from '@haoban/gm'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { backUpCity } from '#app/backup.ts'
import { act, system } from '#app/context.ts'
import { core, dumpOf, found, secretsOf } from '#test/keys.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
})
afterAll(() => city.close())

const secrets = () => secretsOf(city.sql, city.house.keys)

test('数据库的每一张表里都没有私钥；换了主密钥的人打不开密文', async () => {
  const all = await secrets()
  expect(all.length).toBeGreaterThan(20)
  const text = await dumpOf(city.sql)
  expect(text.length).toBeGreaterThan(1_000_000)
  expect(found(all, text)).toEqual([])
  expect(found(all, `${text}${core(all[0]!).toString('hex')}`)).toHaveLength(1)
})

test('把密钥写进文字、JSON、错误和日志用的格式，写出来的也不是密钥', async () => {
  const secret = (await secrets()).find((s) => s.length === 32)!
  const key = PrivateKey.import(secret)
  const text = [
    String(key),
    JSON.stringify({ key }),
    inspect({ seal: { key } }, { depth: 9, showHidden: true }),
    String(new Error(`${key}`)),
  ]
  for (const one of text) expect(one).toContain('private key]')
  expect(found([secret], text.join(' '))).toEqual([])
})

test('存下来的文件里没有私钥', async () => {
  const all = await secrets()
  await act(city.house, system, async (ctx) => {
    let files = 0
    for await (const hash of ctx.storage.list()) {
      if (++files > 200) break
      expect(found(all, (await ctx.storage.read(hash)).toString('latin1'))).toEqual([])
    }
  })
})

const plain = (bytes: Buffer) => (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('latin1')

test('备份里没有私钥', async () => {
  const all = await secrets()
  const dir = mkdtempSync(join(tmpdir(), 'haoban-secrets-'))
  try {
    const target = join(dir, 'copy')
    await backUpCity(city.house, target, { HAOBAN_DATA: inject('database').dataDir })
    const files = readdirSync(target, { recursive: true, encoding: 'utf8' })
      .map((f) => join(target, f))
      .filter((f) => statSync(f).isFile())
    expect(files.length).toBeGreaterThan(5)
    for (const file of files) expect([file, found(all, plain(readFileSync(file)))]).toEqual([file, []])
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}, 120_000)
