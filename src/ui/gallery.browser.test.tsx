import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '#test/browser.ts'
import { DeskGallery } from './desk/gallery.tsx'
import { Gallery } from './gallery.tsx'
import { NotFoundPage, RefusalPage } from './public/trouble.tsx'
import { renderPage } from './render.ts'
import { specimenFrame } from './specimen/frame.ts'
import { specimens } from './specimen/specimens.tsx'

const origin = 'http://ui.test'
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const pages = new Map<string, string>()
for (const care of [false, true]) {
  const frame = specimenFrame('样张', { care, messages: 3, demoClock: '2023年9月27日 10:24' })
  const mark = care ? '-care' : ''
  pages.set(`gallery${mark}`, renderPage(<Gallery frame={frame} />))
  pages.set(`refused${mark}`, renderPage(<RefusalPage frame={frame} sentence="证照编号 JY1 已被使用，请核对后再填" />))
  pages.set(`not-found${mark}`, renderPage(<NotFoundPage frame={{ ...frame, who: undefined, messages: 0 }} />))
  for (const [name, page] of specimens({ care })) pages.set(name + mark, renderPage(page))
}
pages.set('desk', renderPage(<DeskGallery />))

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

/** Answers from memory, under the policy the real server sends: own files only, no inline script, no inline style. */
async function open(name: string, width: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 } })
  await page.route(`${origin}/**`, (route) => {
    const path = new URL(route.request().url()).pathname.slice(1)
    const html = pages.get(path)
    if (html)
      return route.fulfill({
        body: html,
        contentType: 'text/html; charset=utf-8',
        headers: { 'content-security-policy': "default-src 'self'" },
      })
    const css = /^assets\/([a-z]+\.css)$/.exec(path)
    if (css) return route.fulfill({ body: readFileSync(join(import.meta.dirname, css[1]!), 'utf8'), contentType: 'text/css' })
    return route.fulfill({ status: 404, body: '' })
  })
  await page.goto(`${origin}/${name}`)
  return page
}

type Finding = { id: string; impact: string | null; nodes: { target: string[]; failureSummary?: string }[] }

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations)')) as Finding[]
  return found.flatMap((v) => v.nodes.map((n) => `${v.id} (${v.impact}): ${n.target.join(' ')} ${n.failureSummary ?? ''}`))
}

/** The gallery holds every component and is read in all four ways; of a whole page the two ends are enough. */
const read: [name: string, widths: number[]][] = [
  ['gallery', [1440, 390]],
  ['gallery-care', [1440, 390]],
  ...['home', 'guide', 'apply-question', 'check', 'progress', 'refused', 'not-found'].flatMap((n): [string, number[]][] => [
    [n, [1440]],
    [`${n}-care`, [390]],
  ]),
]

describe.each(read)('%s', (name, widths) => {
  test.each(widths)('宽 %i：axe 没有发现问题（WCAG 2.2 AA 和良好实践）', async (width) => {
    const page = await open(name, width)
    const found = await findings(page)
    await page.close()
    expect(found).toEqual([])
  })

  test('宽 320、390、1440 都不用左右滑动', async () => {
    const page = await open(name, 320)
    const wider: number[] = []
    for (const width of [320, 390, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      if (await page.evaluate('document.documentElement.scrollWidth > innerWidth')) wider.push(width)
    }
    await page.close()
    expect(wider).toEqual([])
  })
})

/** Walks the page with Tab and says which stops show no ring; a ring may be drawn by a pseudo-element that covers the row. */
const ringOf = `(() => {
  const e = document.activeElement
  if (!e || e === document.body) return 'end'
  const shown = (s) => s.boxShadow.includes('rgb(255, 210, 63)')
  if (shown(getComputedStyle(e)) || shown(getComputedStyle(e, '::after'))) return 'ring'
  return e.outerHTML.slice(0, 90)
})()`

test.each(['gallery', 'gallery-care', 'home', 'check', 'desk'])(
  '%s：用 Tab 走一遍，每一站都看得见焦点',
  async (name) => {
    const page = await open(name, 1440)
    await page.evaluate(
      "document.activeElement?.blur(); document.querySelectorAll('details').forEach((d) => { d.open = true }); scrollTo(0, 0)",
    )
    const dark: string[] = []
    let stops = 0
    for (; stops < 400; stops++) {
      await page.keyboard.press('Tab')
      const ring = (await page.evaluate(ringOf)) as string
      if (ring === 'end') break
      if (ring !== 'ring') dark.push(ring)
    }
    await page.close()
    expect(dark).toEqual([])
    expect(stops).toBeGreaterThan(5)
  },
  90_000,
)

test('出错的页面打开时，焦点就在错误摘要上；点一条，光标到那一栏', async () => {
  const page = await open('apply-question', 390)
  expect(await page.evaluate('document.activeElement.id')).toBe('errors')
  await page.click('#errors a')
  expect(await page.evaluate('document.activeElement.name')).toBe('addrText')
  await page.close()
})

test('不用脚本：选“在别的地方”才出现地址栏', async () => {
  const page = await open('apply-question', 390)
  expect(await page.isVisible('[name=addrText]')).toBe(true)
  await page.check('[value=same]')
  expect(await page.isVisible('[name=addrText]')).toBe(false)
  await page.close()
})

test('在输入栏按回车，不会按到“删除”', async () => {
  const page = await open('gallery', 1440)
  const sent = page.waitForRequest((r) => r.method() === 'POST')
  await page.press('[name="n.area"]', 'Enter')
  const body = (await sent).postData() ?? ''
  await page.close()
  expect(body).toContain('_csrf=demo-csrf')
  expect(body).not.toContain('remove=')
})

test('能点的东西至少 24 像素，按钮至少 48', async () => {
  const page = await open('gallery', 390)
  const small = await page.evaluate(
    `[...document.querySelectorAll('.btn, .input, select')].filter((e) => e.offsetParent && e.getBoundingClientRect().height < 47.5).map((e) => e.outerHTML.slice(0, 90))`,
  )
  await page.close()
  expect(small).toEqual([])
})

test.each([1280, 1440])('工作台组件，宽 %i：axe 没有发现问题', async (width) => {
  const page = await open('desk', width)
  const found = await findings(page)
  await page.close()
  expect(found).toEqual([])
})
