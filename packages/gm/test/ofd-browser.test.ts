/** In a browser: the library checks and draws a file that stays on the computer, and the viewer of another maker opens what is written here. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../../../test/browser.ts'
import { type OfdReport, openOfd, placeAcrossPages, signOfd, writeOfd } from '../src/ofd.ts'
import { file, genericPart, pagePart } from './jbig2-file.ts'
import { changed, corner, replacing, sampleDraft, sealWith, signing, unpackFiles } from './ofd-kit.ts'

const plain = await writeOfd(sampleDraft())
const [document] = (await openOfd(plain)).documents
const ring =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 42 42" width="42" height="42"><rect width="42" height="42" fill="red"/></svg>'
const seal = sealWith({ type: 'SVG', data: new TextEncoder().encode(ring) })
const once = await signOfd(plain, { ...signing(seal), places: [corner] })
/** What a form prints lies in a template that is written once for many files. */
const formed = await writeOfd({
  ...sampleDraft(1),
  templates: { frame: { items: [{ kind: 'text', x: 30, y: 30, text: '江西省赣州市', font: 'song', size: 8 }], again: true } },
})
const signed = await signOfd(once, { ...signing(seal), places: await placeAcrossPages(document!, { width: 42, height: 42 }, 100) })

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => browser?.close())

/** An empty page of an address that leads nowhere, with scripts; whatever it asks the network for is noted. */
async function pageWith(...scripts: string[]): Promise<{ page: Page; asked: string[] }> {
  const page = await browser.newPage()
  const asked: string[] = []
  await page.route('**/*', (route) =>
    route.fulfill({ body: '<!doctype html><html lang="zh"><body></body></html>', contentType: 'text/html' }),
  )
  await page.goto('http://localhost/')
  page.on('request', (request) => asked.push(request.url()))
  for (const content of scripts) await page.addScriptTag({ content })
  return { page, asked }
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

async function bundled(): Promise<string> {
  const entry = fileURLToPath(new URL('../src/ofd.ts', import.meta.url))
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'ofdLibrary',
    platform: 'browser',
    target: 'es2022',
  })
  return result.outputFiles[0]!.text
}

/** Written as text, as it runs in the page and not here. */
const inPage = {
  verify: `async (text) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
    return ofdLibrary.verifyOfd(new File([bytes], 'x.ofd'))
  }`,
  /** Colours at points in millimetres of the first page, ten pixels a millimetre. */
  colours: `async ([text, points]) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
    const [document] = (await ofdLibrary.openOfd(new Blob([bytes]))).documents
    const { svg, width, height } = await ofdLibrary.renderPage(document, 0, { stamps: await ofdLibrary.readStamps(document) })
    const image = new Image()
    image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
    await image.decode()
    const canvas = new OffscreenCanvas(width * 10, height * 10)
    const context = canvas.getContext('2d')
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    return points.map(([x, y]) => [...context.getImageData(x * 10, y * 10, 1, 1).data].join(' '))
  }`,
  /** The browser's own check of fonts is strict: what it loads is whole. */
  font: `async (text) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
    const pack = await ofdLibrary.openPackage(bytes)
    const path = [...pack.entries.keys()].find((name) => name.endsWith('.ttf'))
    const face = await new FontFace('subset', await pack.read(path)).load()
    document.fonts.add(face)
    const context = new OffscreenCanvas(10, 10).getContext('2d')
    context.font = '100px subset'
    return [face.status, Math.round(context.measureText('许可证').width)]
  }`,
  viewer: `async (text) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
    const lines = []
    console.log = (line) => lines.push(line)
    const [read] = await new Promise((success, fail) => ofd.parseOfdDocument({ ofd: bytes.buffer, success, fail }))
    const shown = ofd.renderOfd(800, read).map((page) => page.textContent.replace(/\\s+/g, ''))
    return { shown, signatures: lines.filter((line) => line.SES_Signature).map((line) => line.verifyRet) }
  }`,
}
const run = <T>(page: Page, code: keyof typeof inPage, argument: unknown): Promise<T> =>
  page.evaluate(`(${inPage[code]})(${JSON.stringify(argument)})`) as Promise<T>

describe('the library in a browser', () => {
  test('a file is checked step by step without leaving the computer', async () => {
    const { page, asked } = await pageWith(await bundled())
    const report = await run<OfdReport>(page, 'verify', base64(signed))
    expect(report).toMatchObject({
      valid: true,
      signatures: [{ steps: { references: true, dataHash: true, signature: true } }, { valid: true }],
    })
    const forged = changed(signed, { 'Doc_0/Pages/Page_0/Content.xml': replacing('小杨', '小羊') })
    expect(await run<OfdReport>(page, 'verify', base64(forged))).toMatchObject({
      valid: false,
      signatures: [{ steps: { references: false, signature: true } }, {}],
    })
    expect(asked).toEqual([])
  })

  test('the font that is embedded is one that the browser accepts', async () => {
    const { page } = await pageWith(await bundled())
    expect(await run(page, 'font', base64(plain))).toEqual(['loaded', 300])
  })

  test('what is drawn stands where the file says: seal, half a seal at the edge, picture, frame, paper', async () => {
    const { page } = await pageWith(await bundled())
    const points = [
      [141, 241],
      [205, 121],
      [180, 121],
      [40, 90],
      [15, 150],
      [5, 5],
    ]
    expect(await run(page, 'colours', [base64(signed), points])).toEqual([
      '255 0 0 255',
      '255 0 0 255',
      '0 0 0 0',
      '255 0 0 127',
      '180 140 0 255',
      '0 0 0 0',
    ])
  })

  test('a picture in JBIG2 is drawn, dark where it is dark', async () => {
    const { page } = await pageWith(await bundled())
    const path = Object.keys(unpackFiles(plain)).find((name) => name.endsWith('.png'))!
    const checks = file([
      pagePart(2, 2),
      genericPart(
        [
          [1, 0],
          [0, 1],
        ],
        { template: 0 },
      ),
    ])
    const points = [
      [33, 83],
      [47, 83],
      [33, 97],
      [47, 97],
    ]
    const [dark, light] = ['0 0 0 255', '255 255 255 255']
    expect(await run(page, 'colours', [base64(changed(plain, { [path]: () => checks })), points])).toEqual([dark, light, light, dark])
  })
})

test('ofd.js, the viewer of another maker, opens the file, shows its text and finds its signatures good', async () => {
  const script = readFileSync(createRequire(import.meta.url).resolve('ofd.js/lib/ofd.umd.min.js'), 'utf8')
  const { page } = await pageWith(script)
  const { shown, signatures } = await run<{ shown: string[]; signatures: boolean[] }>(page, 'viewer', base64(signed))
  expect(shown).toHaveLength(2)
  expect(shown[1]).toContain('经营者名称：小杨早餐店（第2页）')
  expect(signatures).toEqual([true, true])
  const { shown: withForm } = await run<{ shown: string[] }>(page, 'viewer', base64(formed))
  expect(withForm.join()).toMatch(/江西省赣州市.*小杨早餐店/)
  const forged = changed(signed, {
    'Doc_0/Signs/Sign_0/SignedValue.dat': (before) => Uint8Array.from(before, (byte, i) => (i === before.length - 1 ? byte ^ 1 : byte)),
  })
  const after = await run<{ signatures: boolean[] }>(page, 'viewer', base64(forged)).catch(() => ({ signatures: [false] }))
  expect(after.signatures).toContain(false)
})
