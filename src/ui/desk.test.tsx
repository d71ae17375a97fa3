import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { DayStrip } from './desk/day-strip.tsx'
import { Due } from './desk/due.tsx'
import { DeskGallery } from './desk/gallery.tsx'
import { Lamp } from './desk/lamp.tsx'
import { Verdict } from './desk/verdict.tsx'
import { deskTheme, nextTheme } from './desk-theme.ts'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')
const value = (name: string): string => new RegExp(`--${name}: ([^;]+);`).exec(css)![1]!

test.each([
  ['colorPrimary', 'celadon-600'],
  ['colorSuccess', 'lamp-green'],
  ['colorWarning', 'lamp-yellow'],
  ['colorError', 'lamp-red'],
  ['colorLink', 'celadon-700'],
  ['colorText', 'ink-900'],
  ['colorTextSecondary', 'ink-700'],
  ['colorTextPlaceholder', 'ink-500'],
  ['colorBorder', 'line-strong'],
  ['colorBorderSecondary', 'line'],
  ['colorBgLayout', 'ground'],
  ['colorBgContainer', 'paper'],
  ['colorBgSpotlight', 'celadon-900'],
] as const)('主题里的 %s 就是 tokens.css 的 --%s', (key, name) => expect(deskTheme.token![key]).toBe(value(name)))

test('唯一的橙色按钮用 orange-600，白字看得清', () => expect(nextTheme.token!.colorPrimary).toBe(value('orange-600')))

describe('工作台的小件', () => {
  test.each([
    [<Lamp key="1" lamp="red" days={1} />, '<span class="lamp pill" data-lamp="red">超时<i> 1 天</i></span>'],
    [<Lamp key="2" lamp="yellow" days={0} />, '<span class="lamp pill" data-lamp="yellow">临期<i> 今天</i></span>'],
    [<Lamp key="3" lamp="paused" days={3} />, '<span class="lamp" data-lamp="paused">挂起<i> 停 3 天</i></span>'],
    [<Due key="4" resumeDays={4} />, '<span class="soft">恢复后余 4 天</span>'],
  ])('灯和日子有形状、有字、有天数', (piece, html) => expect(renderToStaticMarkup(piece)).toBe(html))

  test('调休上班的周六带“班”', () => expect(renderToStaticMarkup(<Due on="2023-10-07" makeUp />)).toMatch(/10月7日<span>周六<\/span>.*班/))

  test('机器的判断只读，人的判断是三选一', () => {
    expect(renderToStaticMarkup(<Verdict name="a" label="执照有效" value="met" />)).not.toContain('<input')
    expect(renderToStaticMarkup(<Verdict name="a" label="执照有效" value="met" onChange={() => {}} />).match(/type="radio"/g)).toHaveLength(
      3,
    )
  })

  test('放假几天只占一格', () => {
    const html = renderToStaticMarkup(<DayStrip label="逐日" days={[{ day: '9/29—10/6', text: '放假 8 天', kind: 'off', span: 4 }]} />)
    expect(html).toContain('<li class="off" data-span="4">9/29—10/6<br/>放假 8 天</li>')
  })

  test('都不用行内样式', () => expect(renderToStaticMarkup(<DeskGallery />)).not.toMatch(/\sstyle=/))
})
