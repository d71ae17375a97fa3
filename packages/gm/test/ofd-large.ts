/** Writes, signs and verifies a file of 500 pages with an attachment of 100 MB, piece by piece, and prints the peak of memory. */
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openFile, openOfd, renderPage, signStream, streamOfd, verifyOfd } from '../src/ofd.ts'
import { corner, sampleDraft, signing } from './ofd-kit.ts'

const megabyte = 1024 * 1024
const size = { pages: 500, attachment: 100 * megabyte }

/** Bytes that do not compress, always the same ones. */
async function* noise(): AsyncGenerator<Uint8Array> {
  let state = 1
  for (let done = 0; done < size.attachment; done += megabyte) {
    const words = new Uint32Array(megabyte / 4)
    for (let i = 0; i < words.length; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      words[i] = state
    }
    yield new Uint8Array(words.buffer)
  }
}

const save = (path: string, pieces: AsyncIterable<Uint8Array>) => pipeline(Readable.from(pieces), createWriteStream(path))
const peak = () => Math.round(process.resourceUsage().maxRSS / 1024)
const took = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ofd-large-'))
  const [plain, signed] = [join(folder, 'plain.ofd'), join(folder, 'signed.ofd')]
  const lines: string[] = []
  let since = performance.now()
  const next = (what: string) => {
    lines.push(`${what}: ${took(since)}, peak ${peak()} MB`)
    since = performance.now()
  }
  try {
    next('started')
    const attachment = { name: '扫描件', format: 'bin', content: noise, size: size.attachment, stored: true }
    await save(plain, streamOfd({ ...sampleDraft(size.pages), attachments: [attachment] }))
    next('written')
    const source = await openFile(plain)
    await save(signed, signStream(source, { ...signing(), places: [corner] }))
    await source.close()
    next('signed')
    const { valid } = await verifyOfd(signed)
    next('verified')
    const file = await openFile(signed)
    const [document] = (await openOfd(file)).documents
    const { svg } = await renderPage(document!, size.pages - 1)
    await file.close()
    next('last page drawn')
    process.stdout.write(
      `${JSON.stringify({ valid, pages: document!.pages.length, drawn: svg.length > 1000, bytes: file.size, peak: peak(), lines })}\n`,
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

await main()
