import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sm3 } from '#base/digest.ts'
import { pathOf } from './driver.ts'
import { openFakeS3 } from './fixture/fake-s3.ts'
import { openIndependentS3 } from './fixture/independent-s3.ts'
import { openStorage, type Storage } from './storage.ts'

const dir = mkdtempSync(join(tmpdir(), 'haoban-files-'))
const fake = await openFakeS3({ accessKeyId: 'key', secretAccessKey: 'secret', region: 'cn-ganzhou' })
const bucket = `s3://files/demo?endpoint=${encodeURIComponent(fake.url)}&region=cn-ganzhou`
const keys = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' }
const independent = await openIndependentS3(join(dir, 's3rver'))
afterAll(async () => {
  await Promise.all([fake.close(), independent.close()])
  rmSync(dir, { recursive: true, force: true })
})

const files = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile())

async function* zeros(count: number): AsyncIterable<Uint8Array> {
  for (let i = 0; i < count; i++) yield Buffer.alloc(65_536)
}

describe.each([
  ['a folder', () => openStorage(join(dir, 'a'))],
  ['a bucket', () => openStorage(bucket, keys)],
  ['a bucket of an independent server', () => openStorage(independent.bucket('demo'), independent.keys)],
])('%s', (_, open) => {
  let storage: Storage
  beforeAll(async () => {
    storage = await open()
  })

  test('keeps what it was given, under its SM3', async () => {
    expect(await storage.put(Buffer.from('赣州'))).toEqual({ hash: sm3('赣州'), size: 6 })
    expect((await storage.read(sm3('赣州'))).toString()).toBe('赣州')
  })

  test('keeps an empty file and the known answer of the standard', async () => {
    expect(await storage.put(Buffer.alloc(0))).toEqual({ hash: sm3(''), size: 0 })
    expect(await storage.read(sm3(''))).toHaveLength(0)
    // GB/T 32905-2016, A.1
    expect((await storage.put(Buffer.from('abc'))).hash).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  })

  test('takes a file away, unless it was put again since', async () => {
    const { hash } = await storage.put(Buffer.from('崇义'))
    expect([await storage.remove(hash, new Date(Date.now() - 60_000)), await storage.has(hash)]).toEqual([false, true])
    expect([await storage.remove(hash, new Date(Date.now() + 60_000)), await storage.has(hash)]).toEqual([true, false])
    expect(await storage.remove(hash, new Date(Date.now() + 60_000))).toBe(false)
    await expect(storage.remove('../../etc/passwd', new Date())).rejects.toThrow('not a storage hash')
  })

  test('takes a stream and gives one', async () => {
    const { hash, size } = await storage.put(zeros(40))
    expect(size).toBe(40 * 65_536)
    let got = 0
    for await (const chunk of await storage.get(hash)) got += (chunk as Buffer).length
    expect(got).toBe(size)
  })

  test('takes the word of whoever digested the content before, and tells whoever reads it where that was wrong', async () => {
    expect(await storage.put(Buffer.from('信丰'), { hash: sm3('信丰') })).toEqual({ hash: sm3('信丰'), size: 6 })
    expect((await storage.read(sm3('信丰'))).toString()).toBe('信丰')
    await storage.put(Buffer.from('信丰'), { hash: sm3('大余') })
    await expect(storage.read(sm3('大余'))).rejects.toThrow('is damaged')
    await storage.put(Buffer.from('大余'))
    expect((await storage.read(sm3('大余'))).toString()).toBe('大余')
    await expect(storage.put(Buffer.from('信丰'), { hash: '../../etc/passwd' })).rejects.toThrow('not a storage hash')
  })

  test('lists all it keeps, however many', async () => {
    const put = await Promise.all(['一', '二', '三', '四', '五'].map((text) => storage.put(Buffer.from(text))))
    const listed: string[] = []
    for await (const hash of storage.list()) listed.push(hash)
    expect(new Set(listed).size).toBe(listed.length)
    for (const { hash } of put) expect(listed).toContain(hash)
    for (const hash of listed) expect(await storage.has(hash)).toBe(true)
  })

  test('keeps nothing of what is too large, or of a stream that breaks', async () => {
    const sentence = '文件超过 1 MB，没有保存。请压缩或分成几个文件后再传。'
    await expect(storage.put(zeros(17), { maxBytes: 2 ** 20 })).rejects.toMatchObject({
      code: 'storage.too-large',
      status: 413,
      message: sentence,
    })
    async function* broken() {
      yield Buffer.from('half')
      throw new Error('the line broke')
    }
    await expect(storage.put(broken())).rejects.toThrow('the line broke')
    expect(await storage.has(sm3('half'))).toBe(false)
  })

  test('knows what it has, and says what is missing', async () => {
    expect(await storage.has(sm3('赣州'))).toBe(true)
    expect(await storage.has(sm3('瑞金'))).toBe(false)
    await expect(storage.read(sm3('瑞金'))).rejects.toThrow('is missing')
    await expect(storage.get(sm3('瑞金'))).rejects.toThrow('is missing')
  })

  test('never takes a name that is no hash', async () => {
    for (const name of ['../../etc/passwd', '', 'ABC', `${sm3('')}/..`])
      await expect(storage.read(name)).rejects.toThrow('not a storage hash')
  })
})

describe('a folder', () => {
  test('keeps the same content once, two levels down, readable by us alone', async () => {
    const folder = join(dir, 'once')
    const storage = await openStorage(folder)
    const all = await Promise.all(Array.from({ length: 8 }, () => storage.put(Buffer.from('赣州'))))
    expect(new Set(all.map((s) => s.hash)).size).toBe(1)
    expect(files(folder)).toHaveLength(1)
    const path = join(folder, pathOf(sm3('赣州')))
    expect(path.split('/').slice(-3)).toEqual([sm3('赣州').slice(0, 2), sm3('赣州').slice(2, 4), sm3('赣州')])
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('does not hand out a damaged file, and heals when the right one comes again', async () => {
    const folder = join(dir, 'damaged')
    const storage = await openStorage(folder)
    const content = Buffer.alloc(200_000, '赣')
    const { hash } = await storage.put(content)
    const path = join(folder, pathOf(hash))
    const bytes = readFileSync(path)
    bytes[199_999]! ^= 1
    writeFileSync(path, bytes)
    await expect(storage.read(hash)).rejects.toThrow('is damaged')
    let got = 0
    const reading = (async () => {
      for await (const chunk of await storage.get(hash)) got += (chunk as Buffer).length
    })()
    await expect(reading).rejects.toThrow('is damaged')
    expect(got).toBeLessThan(200_000)
    await storage.put(content)
    expect((await storage.read(hash)).equals(content)).toBe(true)
  })

  test('shows nothing of a file whose writer was killed in the middle, and sweeps it away a day later', async () => {
    const folder = join(dir, 'killed')
    const script = new URL('./fixture/writer.ts', import.meta.url).pathname
    const child = spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    let dots = 0
    await new Promise<void>((resolve) =>
      child.stdout.on('data', (data: Buffer) => {
        dots += data.length
        if (dots > 5) resolve()
      }),
    )
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    const left = files(folder)
    expect(left.map((f) => f.parentPath)).toEqual([join(folder, '.drafts')])
    await openStorage(folder)
    expect(files(folder)).toHaveLength(1)
    const yesterday = new Date(Date.now() - 25 * 3_600_000)
    utimesSync(join(folder, '.drafts', left[0]!.name), yesterday, yesterday)
    await openStorage(folder)
    expect(files(folder)).toHaveLength(0)
  })
})

describe('a bucket', () => {
  test('is asked with a signature that covers the content', async () => {
    const storage = await openStorage(bucket, keys)
    await storage.put(Buffer.from('赣州'))
    const last = fake.seen.at(-1)!
    expect(last).toMatchObject({ method: 'PUT', path: `/files/demo/${pathOf(sm3('赣州'))}`, signed: true })
    expect(last.sha256).toBe(createHash('sha256').update('赣州').digest('hex'))
  })

  test('with a wrong key, nothing is put and the fault says so', async () => {
    const storage = await openStorage(bucket, { ...keys, AWS_SECRET_ACCESS_KEY: 'guess' })
    await expect(storage.put(Buffer.from('x'))).rejects.toThrow('object store answered 403')
  })

  test('that is busy is asked again', async () => {
    const storage = await openStorage(bucket, keys)
    fake.failNext(2)
    expect((await storage.put(Readable.from([Buffer.from('again')]))).hash).toBe(sm3('again'))
  })

  test('that gives back damaged bytes is not believed', async () => {
    const storage = await openStorage(bucket, keys)
    const { hash } = await storage.put(Buffer.from('right'))
    fake.objects.set(`/files/demo/${pathOf(hash)}`, Buffer.from('wrong'))
    await expect(storage.read(hash)).rejects.toThrow('is damaged')
  })

  test('without keys is refused with the names of the two variables', async () => {
    await expect(openStorage(bucket, {})).rejects.toMatchObject({ code: 'storage.no-keys' })
  })
})
