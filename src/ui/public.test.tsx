import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReactElement } from 'react'
import { describe, expect, test } from 'vitest'
import { Gallery } from './gallery.tsx'
import { Input } from './public/field.tsx'
import { Radios } from './public/pick.tsx'
import { shellPaths } from './public/shell.tsx'
import { FaultPage, NotFoundPage, RefusalPage } from './public/trouble.tsx'
import { ErrorSummary } from './public/wrong.tsx'
import { renderPage } from './render.ts'
import { specimenFrame } from './specimen/frame.ts'
import { specimens } from './specimen/specimens.tsx'

const frame = specimenFrame('样张', { messages: 3, demoClock: '2023年9月27日 10:24' })
const pages: [string, ReactElement][] = [
  ['组件样张', <Gallery key="g" frame={frame} />],
  ...specimens({}).map(([name, page]): [string, ReactElement] => [name, page]),
  [
    '拒绝页',
    <RefusalPage key="r" frame={frame} sentence="证照编号 JY1 已被使用，请核对后再填" on={{ text: '回去改', href: '/apply/1' }} />,
  ],
  ['找不到', <NotFoundPage key="n" frame={frame} />],
  ['故障页', <FaultPage key="f" frame={frame} number="20230927-7K2M" />],
]
const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((m) => m[1]!)
const tags = (html: string, name: string) => all(html, new RegExp(`<(${name}\\b[^>]*)>`, 'g'))

describe.each(pages)('%s', (_, page) => {
  const html = renderPage(page)

  test('是一份完整的中文文档', () => {
    expect(html).toMatch(/^<!doctype html><html lang="zh-Hans-CN"/)
    expect(all(html, /<(title)>[^<]+<\/title>/g)).toHaveLength(1)
  })

  test('没有行内脚本、行内样式和事件属性，只有一个自己的脚本文件，严格的内容安全策略下照样能用', () => {
    expect(html).not.toMatch(/<script>|<style|javascript:/i)
    expect(all(html, /<script([^>]*)>/g)).toEqual([expect.stringMatching(/^ type="module" src="\/assets\/public\.js(\?v=\w+)?"$/)])
    expect(html).not.toMatch(/<[^>]+\s(?:style|on[a-z]+)=/i)
  })

  test('每个 id 只用一次，指向的 id 都在', () => {
    const ids = all(html, /\sid="([^"]+)"/g)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    const wanted = all(html, /\s(?:for|aria-labelledby|aria-describedby)="([^"]+)"/g).flatMap((v) => v.split(' '))
    expect(wanted.filter((id) => !ids.includes(id))).toEqual([])
  })

  test('每个输入都有标签', () => {
    const labelled = all(html, /<label for="([^"]+)"/g)
    const inputs = [...tags(html, 'input'), ...tags(html, 'select'), ...tags(html, 'textarea')].filter((t) => !t.includes('type="hidden"'))
    const bare = inputs.filter((t) => !labelled.includes(/\sid="([^"]+)"/.exec(t)?.[1] ?? ''))
    expect(bare).toEqual([])
  })
})

test('有错的页面，标题以“错误：”开头', () => {
  const [, page] = specimens({}).find(([name]) => name === 'apply-question')!
  expect(renderPage(page)).toContain('<title>错误：店开在哪里？')
})

test('错误摘要的每一条都跳到那一栏，话和栏旁边的一样', () => {
  const errors = [
    { field: 'shop.address', sentence: '地址还差门牌号，请补上' },
    { field: 'shop.where', sentence: '请选店开在哪里' },
  ]
  const html = renderPage(
    <form>
      <ErrorSummary errors={errors} />
      <Input name="shop.address" label="地址" hint="写到门牌号" value="<文清路>" error={errors[0]!.sentence} />
      <Radios name="shop.where" label="店开在哪里？" choices={[{ value: 'a', text: '这里' }]} error={errors[1]!.sentence} />
    </form>,
  )
  for (const target of all(html, /href="#([^"]+)"/g)) expect(html).toMatch(new RegExp(`<input[^>]+id="${target}"`))
  for (const e of errors) expect(html.split(e.sentence)).toHaveLength(3)
  expect(html).toContain('value="&lt;文清路&gt;"')
  expect(html).toMatch(/aria-invalid="true"[^>]*|aria-describedby="f-shop-address-hint f-shop-address-error"/)
})

test('换地区、换字号之后回到原来那一页', () => {
  expect(shellPaths.care(true, '/items?q=饭&p=2')).toBe('/care?on=1&back=%2Fitems%3Fq%3D%E9%A5%AD%26p%3D2')
})

test('CSS 里用到的颜色变量都在 tokens.css 里定义', () => {
  const css = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')
  const defined = new Set(all(css('tokens.css'), /(--[a-z0-9-]+):/g))
  for (const file of ['public.css', 'desk.css']) {
    const used = new Set(all(css(file), /var\((--[a-z0-9-]+)\)/g))
    expect([...used].filter((v) => !defined.has(v))).toEqual([])
  }
})

test('组件用的类名，在 public.css 里都有', () => {
  const css = readFileSync(join(import.meta.dirname, 'public.css'), 'utf8')
  const known = new Set(all(css, /\.([a-z][a-z0-9_-]*)/g))
  const used = new Set(pages.flatMap(([, page]) => all(renderPage(page), /class="([^"]+)"/g)).flatMap((c) => c.split(' ')))
  expect([...used].filter((c) => !known.has(c))).toEqual([])
})
