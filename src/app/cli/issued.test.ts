/** `npx haoban seal verify` as anybody runs it on papers that a city gave out: downloaded over HTTP, checked by a process that knows no city. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSeal, readSealSignature } from '@haoban/gm'
import { unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServer, type Running } from '#app/server.ts'
import { decided } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'

const haoban = fileURLToPath(new URL('../../../bin/haoban.mjs', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'haoban-issued-'))
let city: TestCity
let server: Running

type Step = boolean | null
type Signature = { version: number | null; steps: Record<string, Step>; reason: string }
type Report = { valid: boolean; trusted: boolean | null; reason: string; uncovered: string[]; signatures: Signature[] }
type Said = { code: number; out: string; report: Report }

/** Runs the command where there is no city: an empty folder, no data, no database. */
function verify(path: string, ...more: string[]): Promise<Said> {
  const env = { PATH: process.env.PATH, HAOBAN_DATA: join(dir, 'nowhere'), DATABASE_URL: 'postgres://127.0.0.1:1/none' }
  return new Promise((resolve) => {
    execFile(process.execPath, [haoban, 'seal', 'verify', path, ...more, '--json'], { cwd: dir, env }, (error, out, err) => {
      if (err) process.stderr.write(err)
      resolve({ code: Number(error?.code ?? 0), out, report: JSON.parse(out) })
    })
  })
}

const at = (name: string) => join(dir, name)
const issued: Record<'decision.ofd' | 'decision.pdf' | 'licence.ofd', Uint8Array> = {
  'decision.ofd': new Uint8Array(),
  'decision.pdf': new Uint8Array(),
  'licence.ofd': new Uint8Array(),
}

async function download(who: Client, path: string): Promise<Uint8Array> {
  const cookie = who.jar().map(([k, v]) => `${k}=${v}`)
  const answer = await fetch(`http://localhost:${server.port}${path}`, { headers: { cookie: cookie.join('; ') } })
  expect([path, answer.status]).toEqual([path, 200])
  return new Uint8Array(await answer.arrayBuffer())
}

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  server = await openServer(city.house, { port: 0, worker: false })
  const citizen = await city.citizen('钟家明')
  const id = await decided(city, citizen)
  const [paper] = await city.sql<{ id: string }>("select id from document.paper where about = $1 and kind = 'approval'", [id])
  const [licence] = (await citizen.get('/licences')).body.own.flatMap((o: { licences: { id: string }[] }) => o.licences)
  issued['decision.pdf'] = await download(citizen, `/papers/${paper!.id}`)
  issued['decision.ofd'] = await download(citizen, `/papers/${paper!.id}/ofd`)
  issued['licence.ofd'] = await download(await city.staff('xiemin'), `/licence-desk/${licence.id}/file`)
  for (const [name, bytes] of Object.entries(issued)) writeFileSync(at(name), bytes)
})
afterAll(async () => {
  await server.stop()
  await city.close()
  rmSync(dir, { recursive: true, force: true })
})

const ofSeals = ['format', 'signature', 'dataHash', 'references', 'sealEqual', 'certInSeal', 'sealSignature', 'sealValid']
const heldBy = ({ steps }: Signature, names: string[]) => names.map((name) => [name, steps[name]])

describe('as it was given out', () => {
  test.each([
    ['decision.ofd', []],
    // a licence can be signed once more, as a copy for a purpose: its list of signatures stays open
    ['licence.ofd', ['Doc_0/Signs/Signatures.xml']],
  ])('%s: valid in every step, what is open is told, trust told apart, exit 0', async (name, uncovered) => {
    const { code, report } = await verify(at(name))
    expect(code).toBe(0)
    expect(report).toMatchObject({ valid: true, trusted: null, uncovered })
    expect(report.signatures).toHaveLength(1)
    const [signature] = report.signatures
    expect(signature).toMatchObject({ version: 4, reason: '签名有效' })
    expect(heldBy(signature!, ofSeals)).toEqual(ofSeals.map((step) => [step, true]))
  })

  test('decision.pdf: the same shape, valid, exit 0', async () => {
    const { code, report } = await verify(at('decision.pdf'))
    expect(code).toBe(0)
    expect(report).toMatchObject({ valid: true, trusted: null, uncovered: [], signatures: [{ version: null, reason: '签名有效' }] })
    const steps = ['format', 'signature', 'dataHash']
    expect(heldBy(report.signatures[0]!, steps)).toEqual(steps.map((step) => [step, true]))
  })
})

type Change = [what: string, entry: RegExp, at: (bytes: Buffer) => number, step: string]

/** Where a text stands in a file of the package, and within it. */
const behind =
  (text: string, by = 0) =>
  (bytes: Buffer) => {
    const found = bytes.indexOf(text)
    if (found < 0) throw new Error(`no ${text}`)
    return found + Buffer.byteLength(text) + by
  }
const pictureIn = (bytes: Buffer) => {
  const { data } = readSeal(new Uint8Array(bytes)).info.picture
  return bytes.indexOf(data) + (data.length >> 1)
}
const pictureSigned = (bytes: Buffer) => {
  const { data } = readSealSignature(new Uint8Array(bytes)).seal.info.picture
  return bytes.indexOf(data) + (data.length >> 1)
}

const changes: Change[] = [
  ['a page', /Pages\/.*Content\.xml$/, behind('Boundary="'), 'references'],
  ['Signature.xml', /Signature\.xml$/, behind('<ofd:Provider ProviderName="'), 'dataHash'],
  ['the picture of the seal beside', /Seal\.esl$/, pictureIn, 'sealEqual'],
  ['the picture of the seal in the signature', /SignedValue\.dat$/, pictureSigned, 'signature'],
  ['the metadata', /^OFD\.xml$/, behind('<ofd:Title>'), 'references'],
]

/** The package with one byte of one file changed in its lowest bit; everything else as it was. */
function changed(bytes: Uint8Array, [, entry, where]: Change): Uint8Array {
  const files = unzipSync(bytes)
  const path = Object.keys(files).find((f) => entry.test(f))!
  const file = Buffer.from(files[path]!)
  file[where(file)]! ^= 1
  return zipSync({ ...files, [path]: new Uint8Array(file) }, { level: 0 })
}

describe.each(['decision.ofd', 'licence.ofd'] as const)('%s, one byte changed', (name) => {
  test.each(changes)('of %s: the right step, exit 1', async (...change) => {
    writeFileSync(at('changed.ofd'), changed(issued[name], change))
    const { code, report } = await verify(at('changed.ofd'))
    const [signature] = report.signatures
    expect([code, report.valid, signature!.steps[change[3]]]).toEqual([1, false, false])
    expect(signature!.reason).toMatch(/[一-鿿]/)
    const others = ['references', 'dataHash', 'sealEqual', 'signature'].filter((step) => step !== change[3])
    // the seal beside is also one of the files that the references cover; one changed in the signature is no more the one beside
    const fallsToo = { sealEqual: 'references', signature: 'sealEqual' }[change[3]]
    expect(heldBy(signature!, others)).toEqual(others.map((step) => [step, step !== fallsToo]))
  })

  test('of the fields that a machine reads, or of the package itself: never valid', async () => {
    const files = unzipSync(issued[name])
    for (const path of Object.keys(files).filter((f) => /Tags\/|Attachs\/|Res\.xml$/.test(f))) {
      writeFileSync(at('changed.ofd'), changed(issued[name], [path, new RegExp(`^${path}$`), (b) => b.length >> 1, 'references']))
      const { code, report } = await verify(at('changed.ofd'))
      expect([path, code, report.valid]).toEqual([path, 1, false])
    }
    const cut = issued[name].slice(0, -400)
    writeFileSync(at('changed.ofd'), cut)
    expect(await verify(at('changed.ofd'))).toMatchObject({ code: 1, report: { valid: false } })
  })

  test('a file that was added, and that no page knows, is told as covered by nobody', async () => {
    writeFileSync(at('added.ofd'), zipSync({ ...unzipSync(issued[name]), 'Doc_0/Attachs/new.txt': new Uint8Array(3) }, { level: 0 }))
    const { report } = await verify(at('added.ofd'))
    expect(report.uncovered).toContain('Doc_0/Attachs/new.txt')
  })
})

describe('decision.pdf', () => {
  test('one byte changed: the digest, exit 1', async () => {
    const bytes = issued['decision.pdf'].slice()
    bytes[2_000]! ^= 1
    writeFileSync(at('changed.pdf'), bytes)
    const { code, report } = await verify(at('changed.pdf'))
    expect([code, report.valid, report.signatures[0]!.steps.dataHash]).toEqual([1, false, false])
  })

  test('bytes added behind: told as uncovered, exit 1', async () => {
    writeFileSync(at('added.pdf'), Buffer.concat([issued['decision.pdf'], Buffer.from('\n% more\n')]))
    const { code, report } = await verify(at('added.pdf'))
    expect([code, report.valid, report.uncovered]).toEqual([1, false, ['8 字节']])
  })
})

const unread = [{ version: null, steps: { format: false, signature: null }, reason: expect.stringMatching(/^这不是 OFD 文件/) }]
test.each<[string, string | Uint8Array, object[], string[]]>([
  ['text', '这不是 OFD', unread, []],
  ['nothing', '', unread, []],
  ['another ZIP', zipSync({ 'a.txt': new Uint8Array(3) }), [], ['a.txt']],
  ['a PDF without a signature', '%PDF-1.7\n%%EOF', [], []],
])('%s is no sealed file: a report in the same shape with a sentence, exit 1', async (_, bytes, signatures, uncovered) => {
  writeFileSync(at('other'), bytes)
  const { code, report } = await verify(at('other'))
  expect(code).toBe(1)
  expect(report).toMatchObject({ valid: false, trusted: null, reason: expect.stringMatching(/[一-鿿]/), signatures, uncovered })
})

test('a file that is not there, and a folder: told in a sentence, exit 2, nothing made', async () => {
  mkdirSync(at('folder'), { recursive: true })
  for (const name of ['none.ofd', 'folder']) {
    const { code, out } = await verify(at(name))
    expect([code, JSON.parse(out)]).toEqual([
      2,
      { error: { code: 'cli.unreadable', message: `打不开 ${at(name)}，请检查文件名和读取权限` } },
    ])
  }
  const { code } = await verify(at('decision.ofd'), at('none.pem'))
  expect(code).toBe(2)
})
