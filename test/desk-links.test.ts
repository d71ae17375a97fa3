/** Every address of the desk that a message, a number or a page leads to is a page that a room brings. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { DeskPage } from '#ui/desk/pages.ts'

const src = new URL('../src/', import.meta.url)
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
const sources = files.filter((f) => /\.tsx?$/.test(f) && !/\.test\./.test(f))
const lists = await Promise.all(
  files
    .filter((f) => f.endsWith('web/desk/pages.ts'))
    .map(async (f) => (await import(new URL(f, src).href)).default as readonly DeskPage[]),
)
const shape = (path: string) => path.replace(/:\w+|\$\{[^}]*\}/g, ':x')
const pages = new Set(['manage', ...lists.flat().map((p) => shape(p.path))])

const links = sources.flatMap((file) =>
  [...readFileSync(new URL(file, src), 'utf8').matchAll(/[`'"]\/desk\/([^`'"?\s]+)[`'"?]/g)].map((m) => ({ file, to: shape(m[1]!) })),
)

test('工作台里的每个链接都通到一个页面', () => {
  expect(links.length).toBeGreaterThan(10)
  const known = (to: string) => pages.has(to) || (!to.includes('/') && pages.has(':x'))
  expect(links.filter(({ to }) => to !== '*' && !known(to))).toEqual([])
})

test('没有两个房间的页面用同一个地址', () => {
  const paths = lists.flat().map((p) => shape(p.path))
  expect(paths.filter((p, i) => paths.indexOf(p) !== i)).toEqual([])
})
