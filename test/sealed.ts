/** A file to be sealed, with embedded fonts: what tests ask a seal for. */
import { type Draft, textBox, writeOfd } from '@haoban/gm/ofd'
import { paperFace } from '#kernel/document/api.ts'

export const draftOf = (title: string, pages = 1): Draft => {
  const face = { name: '思源宋体', file: paperFace('regular') }
  const page = (n: number) => ({
    items: textBox(n === 0 ? title : `${title}，第 ${n + 1} 页`, { x: 20, y: 30, width: 170 }, { font: 'song', face, size: 10 }).items,
  })
  return {
    id: '0123456789abcdef0123456789abcdef',
    title,
    createdOn: '2023-06-15',
    fonts: { song: face },
    pages: Array.from({ length: pages }, (_, n) => page(n)),
  }
}

export const ofdOf = (title: string, pages = 1): Promise<Uint8Array> => writeOfd(draftOf(title, pages))
