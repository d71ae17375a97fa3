/**
 * Broken OFD files of every kind: containers, files in them, XML, fonts, pictures. Nothing crashes, nothing hangs, and
 * what still counts as signed says to the byte what was signed. `GM_FUZZ=100000` tries as many inputs, `GM_FUZZ_SEED`
 * others; without them some hundreds, in seconds.
 */
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { toHex } from '../src/bytes.ts'
import { Asn1Error, readSeal, readSealSignature, sm3 } from '../src/index.ts'
import { OfdFault, openOfd, openPackage, readAnnotations, readStamps, renderPage, signOfd, verifyOfd, writeOfd } from '../src/ofd.ts'
import { chance, mutate } from './mutate.ts'
import { bytes, corner, type Files, sampleDraft, signing, text, unpackFiles } from './ofd-kit.ts'

const count = Number(process.env.GM_FUZZ ?? 600)
const draw = chance(Number(process.env.GM_FUZZ_SEED ?? 1))

/** A small file with everything in it: one page, two signatures, the second a lock. */
const draft = { ...sampleDraft(1), outlines: [], bookmarks: [] }
const once = await signOfd(await writeOfd(draft), { ...signing(), places: [corner] })
const whole = await signOfd(once, { ...signing(), places: [corner], lock: true })
const examples = [once, whole]
const unpacked = examples.map(unpackFiles)

const repacked = (files: Files) => zipSync(files, { level: 0, mtime: new Date('2026-11-25T00:00:00Z') })
const pick = <T>(from: readonly T[]): T => from[draw(from.length)]!

/** A signature's value may be packed in several ways: what counts is what it says. */
function saidByValue(value: Uint8Array): string {
  const { claimedAt, dataHash, propertyInfo, certificate, seal } = readSealSignature(value)
  return [
    claimedAt?.toISOString(),
    toHex(dataHash),
    propertyInfo,
    toHex(certificate),
    seal.info.id,
    seal.info.name,
    toHex(seal.info.picture.data),
  ].join(' ')
}

/** Of a seal that lies beside, only the packing may differ from the one inside: `sealEqual` sees to that. */
const saidBy = (path: string, content: Uint8Array): string => {
  if (path.endsWith('.esl')) return readSeal(content).info.id
  return path.endsWith('.dat') ? saidByValue(content) : toHex(sm3(content))
}

/** What a file says that counts as signed: every entry that is covered, and its content. */
async function said(input: Uint8Array): Promise<string | undefined> {
  const report = await verifyOfd(input)
  if (!report.valid) return undefined
  const pack = await openPackage(input)
  const covered = [...pack.entries.keys()].filter((path) => !report.uncovered.includes(path)).sort()
  const words = await Promise.all(covered.map(async (path) => `${path}=${saidBy(path, await pack.read(path))}`))
  return [...words, ...report.signatures.map(({ signer, sealName }) => `${signer} ${sealName}`)].join('\n')
}

/** Reads and draws all there is; only an `OfdFault` may come of it. */
async function draws(input: Uint8Array): Promise<void> {
  try {
    for (const document of (await openOfd(input)).documents) {
      const stamps = await readStamps(document)
      await readAnnotations(document)
      for (let page = 0; page < Math.min(document.pages.length, 3); page++) await renderPage(document, page, { stamps })
    }
  } catch (error) {
    if (!(error instanceof OfdFault)) throw error
  }
}

const markup = /<[^>]*>|[^<]+/g

/** Pieces of XML taken out, doubled, exchanged, or replaced by those of another file. */
function mixed(xml: Uint8Array, other: Uint8Array): Uint8Array {
  const pieces = text(xml).match(markup) ?? ['']
  const foreign = text(other).match(markup) ?? ['']
  const [a, b] = [draw(pieces.length), draw(pieces.length)]
  const deeds = [
    () => pieces.splice(a, 1 + draw(4)),
    () => pieces.splice(a, 0, ...pieces.slice(b, b + 1 + draw(20))),
    () => pieces.splice(a, 1, pick(foreign)),
    () => pieces.splice(a, 1, pieces.splice(b, 1, pieces[a]!)[0]!),
    () =>
      pieces.splice(
        a,
        1,
        pieces[a]!.replace(/\d+/g, () => pick(['0', '-1', '99999999999', '1e308', 'NaN', ''])),
      ),
  ]
  pick(deeds)()
  return bytes(pieces.join(''))
}

const withFile = (index: number, change: (before: Uint8Array, path: string) => Uint8Array, which: RegExp): Uint8Array => {
  const files = unpacked[index]!
  const path = pick(Object.keys(files).filter((name) => which.test(name)))
  return repacked({ ...files, [path]: change(files[path]!, path) })
}

/** Half of the changes need encoded values; where there are none, chance is asked again. */
function broken(before: Uint8Array, other: Uint8Array): Uint8Array {
  for (;;) {
    try {
      return mutate(before, draw, other)
    } catch (error) {
      if (!(error instanceof Asn1Error)) throw error
    }
  }
}

/** Kinds of broken input, each from a whole file. */
const kinds: Record<string, () => Uint8Array> = {
  container: () => broken(pick(examples), pick(examples)),
  file: () => withFile(draw(2), (before) => broken(before, pick(Object.values(unpacked[0]!))), /./),
  'signature files': () => withFile(draw(2), (before) => broken(before, pick(Object.values(unpacked[1]!))), /Signs\//),
  xml: () =>
    withFile(draw(2), (before) => mixed(before, pick(Object.entries(unpacked[0]!).filter(([path]) => path.endsWith('.xml')))[1]), /\.xml$/),
  font: () => withFile(0, (before) => broken(before, before), /\.ttf$/),
  'files exchanged': () => {
    const files = { ...unpacked[draw(2)]! }
    const [a, b] = [pick(Object.keys(files)), pick(Object.keys(files))]
    const [first, second] = [files[a]!, files[b]!]
    return repacked({ ...files, [a]: second, [b]: first })
  },
  'files from the other': () => {
    const path = pick(Object.keys(unpacked[1]!))
    return repacked({ ...unpacked[0]!, [path]: unpacked[1]![path]! })
  },
}
const names = Object.keys(kinds)

const honest = new Set(await Promise.all(examples.map(said)))
const tried: Record<string, { inputs: number; refused: number; harmless: number; slowest: number }> = {}

async function attempt(name: string): Promise<void> {
  const input = kinds[name]!()
  const started = process.cpuUsage()
  const words = await said(input).catch((error: Error) => {
    throw new Error(`${error.stack}\nfor ${name}: ${toHex(input)}`)
  })
  // Drawing costs more than verifying: every third input is drawn too.
  if (draw(3) === 0)
    await draws(input).catch((error: Error) => {
      throw new Error(`${error.stack}\nfor drawing ${name}: ${toHex(input)}`)
    })
  const { user } = process.cpuUsage(started)
  tried[name] ??= { inputs: 0, refused: 0, harmless: 0, slowest: 0 }
  const line = tried[name]!
  line.inputs++
  line.slowest = Math.max(line.slowest, user / 1000)
  if (words === undefined) line.refused++
  else line.harmless++
  if (words !== undefined && !honest.has(words)) throw new Error(`${name} counts and says something else: ${toHex(input)}`)
}

test('the whole files count', () => {
  expect([...honest].filter((words) => words === undefined)).toEqual([])
  expect(honest.size).toBe(2)
})

test(
  'whatever is changed in a file, nothing crashes, hangs, or passes for what was not signed',
  async () => {
    for (let i = 0; i < count; i++) {
      await attempt(names[i % names.length]!)
      if ((i + 1) % 5_000 === 0) process.stdout.write(`${i + 1} inputs\n`)
    }
    const rows = Object.entries(tried).map(
      ([name, t]) => `${name}: ${t.inputs} inputs, ${t.refused} refused, ${t.harmless} still whole, slowest ${t.slowest.toFixed(0)} ms`,
    )
    process.stdout.write(`${rows.join('\n')}\n`)
    const total = Object.values(tried).reduce((sum, { inputs }) => sum + inputs, 0)
    expect(total).toBe(count)
    expect(Object.values(tried).every(({ refused }) => refused > 0)).toBe(true)
    expect(Math.max(...Object.values(tried).map(({ slowest }) => slowest))).toBeLessThan(10_000)
  },
  24 * 3_600_000,
)
