/** What tests of OFD files share: a demo authority, a seal, a draft, and packages taken apart and put together by another library. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { unzipSync, zipSync } from 'fflate'
import { makeSeal } from '../src/index.ts'
import { type Draft, type FontFile, readFont, type Signing, sealSigner } from '../src/ofd.ts'
import { authority, content, maker, signer } from './office.ts'

const require = createRequire(import.meta.url)
export const fontBytes = (path: string): Uint8Array => readFileSync(require.resolve(`@expo-google-fonts/${path}`))

/** The font of the whole language: read once, as it is large. */
export const serif: FontFile = readFont(fontBytes('noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'))!

export const svgPicture = new TextEncoder().encode(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 42 42" width="42" height="42"><circle cx="21" cy="21" r="20" fill="none" stroke="red"/></svg>',
)

export const sealWith = (picture: { type: string; data: Uint8Array }): Uint8Array =>
  makeSeal({ ...content, picture: { ...picture, width: 42, height: 42 } }, maker)

export const seal = sealWith({ type: 'SVG', data: svgPicture })
export const roots = [authority.root.certificate]
export const trust = { roots, certificates: authority.chain }

export const signing = (own: Uint8Array = seal): Omit<Signing, 'places'> & { seal: Uint8Array } => ({
  provider: { name: 'haoban', version: '1.0', company: '好办' },
  at: new Date('2026-11-25T01:00:00Z'),
  seal: own,
  sign: sealSigner({ seal: own, ...signer }),
})

export const corner = { page: 0, boundary: { x: 120, y: 220, width: 42, height: 42 } }

/** 1×1, half transparent red. */
export const png = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='),
  (char) => char.charCodeAt(0),
)

export const sampleDraft = (pages = 2): Draft => ({
  id: '0123456789abcdef0123456789abcdef',
  title: '食品经营许可证',
  author: '演示局',
  createdOn: '2026-11-25',
  creator: 'haoban',
  creatorVersion: '1.0',
  custom: { 证照编号: 'JY13607000000001' },
  fonts: { song: { name: '思源宋体', file: serif, serif: true } },
  images: { dot: png },
  templates: {
    frame: {
      items: [{ kind: 'path', x: 15, y: 15, width: 180, height: 267, data: 'M 0 0 L 180 0 L 180 267 L 0 267 C', stroke: [180, 140, 0] }],
    },
  },
  pages: Array.from({ length: pages }, (_, i) => ({
    templates: ['frame'],
    items: [
      { kind: 'text', x: 60, y: 40, text: '食品经营许可证', font: 'song', size: 12, ink: [180, 0, 0] },
      { kind: 'text', x: 30, y: 60, text: `经营者名称：小杨早餐店（第 ${i + 1} 页）`, font: 'song', size: 5 },
      { kind: 'image', x: 30, y: 80, width: 20, height: 20, image: 'dot' },
      { kind: 'text', x: 120, y: 240, text: '演示局（盖章处）', font: 'song', size: 5 },
    ],
  })),
  attachments: [{ name: '照面元数据', format: 'xml', content: new TextEncoder().encode('<licence no="JY13607000000001"/>') }],
  tags: [{ namespace: 'urn:haoban:licence', name: 'Licence', xml: '<licence xmlns="urn:haoban:licence">JY13607000000001</licence>' }],
  annotations: [
    {
      page: 0,
      type: 'Watermark',
      creator: 'haoban',
      modifiedOn: '2026-11-25',
      x: 20,
      y: 260,
      width: 100,
      height: 12,
      items: [{ kind: 'text', x: 0, y: 8, text: '仅供演示', font: 'song', size: 6, ink: [0, 0, 200] }],
    },
  ],
  outlines: [{ title: '正本', page: 0 }],
  bookmarks: [{ name: '盖章处', page: 0, top: 220 }],
  permissions: { edit: false },
})

export type Files = Record<string, Uint8Array>
export const unpackFiles = (bytes: Uint8Array): Files => unzipSync(bytes)
export const packFiles = (files: Files): Uint8Array => zipSync(files, { mtime: new Date('2026-11-25T00:00:00Z') })

/** The package with some files changed; `undefined` takes a file out. */
export function changed(bytes: Uint8Array, changes: Record<string, ((before: Uint8Array) => Uint8Array) | undefined>): Uint8Array {
  const files = unpackFiles(bytes)
  for (const [path, change] of Object.entries(changes)) {
    if (!change) delete files[path]
    else files[path] = change(files[path] ?? new Uint8Array())
  }
  return packFiles(files)
}

export const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
export const bytes = (value: string): Uint8Array => new TextEncoder().encode(value)
/** Replaces text in a file, and insists that it was there. */
export const replacing = (from: string | RegExp, to: string) => (before: Uint8Array) => {
  const after = text(before).replace(from, to)
  if (after === text(before)) throw new Error(`Nothing to replace: ${from}`)
  return bytes(after)
}
