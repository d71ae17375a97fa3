import { describe, expect, test } from 'vitest'
import { renderPage } from '#ui/render.ts'
import { specimenFrame } from '#ui/specimen/frame.ts'
import { elements, foodForm, foodMaterials, sources, zhong } from './fixtures/food.ts'
import { materialLines } from './rules/materials.ts'
import { plan } from './rules/plan.ts'
import { prefill, withKnown } from './rules/prefill.ts'
import { summary } from './rules/summary.ts'
import { findQuestion } from './rules/visible.ts'
import { type Answers, emptyDraft } from './schema/answers.ts'
import { validate } from './validate/compile.ts'
import { CheckPage } from './web/check-page.tsx'
import { CounterForm } from './web/counter-form.tsx'
import type { Sheet } from './web/field.tsx'
import { MaterialPage } from './web/material-page.tsx'
import { QuestionPage } from './web/question-page.tsx'
import { TaskListPage } from './web/task-list-page.tsx'

const frame = specimenFrame('')
const places = [
  { code: '360702', name: '章贡区' },
  { code: '360703', name: '南康区' },
]
const journey = { frame, clientKey: 'key-1', item: '食品经营许可（新办）', list: '/apply/1', saved: '15:24 已自动保存' }
const held = new Set(['business-licence', 'id-card', 'health-certificates'])

function sheetOf(answers: Answers, more: Partial<Sheet> = {}): Sheet {
  const known = prefill(foodForm, sources, { answers, confirmed: [] })
  return { form: foodForm, answers: withKnown(answers, known), known, errors: [], places, ...more }
}
const ask = (id: string, sheet: Sheet) =>
  renderPage(
    <QuestionPage {...journey} sheet={sheet} question={findQuestion(foodForm, id)!} step="第 2 步，共 5 步：店和人" back="/apply/1" />,
  )

const base = { scenarios: { sells: 'meals', licensed: 'yes', brewing: 'no' } as Answers }
const lines = materialLines(
  foodMaterials,
  base.scenarios,
  [{ id: 'layout', provide: 'upload', files: [{ id: 'f1', name: '店铺布局图.jpg', bytes: 1_258_291, at: '2023-06-15T07:41:00.000Z' }] }],
  held,
)

const pages: Record<string, () => string> = {
  question: () => ask('where', sheetOf({})),
  group: () => ask('people', sheetOf(zhong)),
  'question with an error': () =>
    ask('where', sheetOf({ address: '章贡区文清路' }, { errors: [{ field: 'address', sentence: '实际地址还差门牌号' }] })),
  tasks: () => {
    const known = prefill(foodForm, sources)
    const p = plan(foodForm, { ...emptyDraft, answers: base.scenarios }, known, { materials: lines })
    return renderPage(
      <TaskListPage
        {...journey}
        plan={p}
        hrefOf={(t) => `/apply/1/${t.id}`}
        back="/items/1"
        keptUntil="9月13日（周三）"
        drop="/apply/1/drop"
      />,
    )
  },
  check: () => checkPage(summary(foodForm, zhong, prefill(foodForm, sources, { answers: {}, confirmed: ['address'] }))),
  material: () => material('layout'),
  'material that may follow': () => material('rules'),
  'free material': () => material('business-licence'),
  counter: () => renderPage(<CounterForm {...journey} sheet={sheetOf(zhong)} back="/desk" applicant="钟家明" />),
}

function checkPage(sections: ReturnType<typeof summary>): string {
  return renderPage(
    <CheckPage
      {...journey}
      sections={sections}
      materials={lines}
      step="第 5 步，共 5 步：检查并提交"
      organ="章贡区市场监督管理局"
      questionHref={(q) => `/apply/1/${q}?from=check`}
      materialHref={(m) => `/apply/1/materials/${m}?from=check`}
      fileHref={(f) => `/files/${f}`}
    />,
  )
}
function material(id: string): string {
  const line = lines.find((l) => l.material.id === id)!
  return renderPage(
    <MaterialPage {...journey} line={line} step="第 4 步，共 5 步：材料" back="/apply/1" fileHref={(f) => `/files/${f}`} paper />,
  )
}

/** Whether some tag bears all of these, in whatever order they were written. */
const tagWith = (html: string, ...parts: string[]) => all(html, /(<[^>]+>)/g).some((tag) => parts.every((p) => tag.includes(p)))
const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((m) => m[1]!)

describe.each(Object.entries(pages))('%s page', (_, render) => {
  const html = render()
  test('has no style attribute and no inline script', () =>
    expect(html).not.toMatch(/\sstyle=|<script(?! type="module" src="\/assets\/public\.js")|\son\w+=/))
  test('has one h1, and ids once each', () => {
    expect(html.match(/<h1/g)).toHaveLength(1)
    const ids = all(html, /\sid="([^"]+)"/g)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
  })
  test('labels every control, and points only to what is there', () => {
    const ids = new Set(all(html, /\sid="([^"]+)"/g))
    const controls = [...html.matchAll(/<(input|select|textarea)\b([^>]*)>/g)].map((m) => m[2]!).filter((a) => !/type="hidden"/.test(a))
    const labels = new Set(all(html, /<label[^>]*\sfor="([^"]+)"/g))
    for (const attributes of controls) expect(labels).toContain(/\sid="([^"]+)"/.exec(attributes)?.[1])
    for (const by of all(html, /aria-describedby="([^"]+)"/g).flatMap((v) => v.split(' '))) expect(ids).toContain(by)
    for (const href of all(html, /href="#([^"]+)"/g)) expect(ids).toContain(href)
  })
  test('has at most one orange act', () => expect((html.match(/btn--next/g) ?? []).length).toBeLessThanOrEqual(1))
})

describe('a question', () => {
  test('offers the known address with its source, and another one beside it', () => {
    const html = pages.question!()
    expect(html).toContain('就在营业执照上的地址')
    expect(html).toContain('来自营业执照，2023-04-12 签发')
    expect(tagWith(html, 'name="address.use"', 'value="known"', 'checked')).toBe(true)
    expect(html).toMatch(/<legend><h1>店开在哪里？/)
  })
  test('says what is wrong on top and at the field, links the two, and keeps what was typed', () => {
    const html = pages['question with an error']!()
    expect(html).toContain('<title>错误：店开在哪里？')
    expect(html).toContain('<a href="#f-address">实际地址还差门牌号</a>')
    expect(tagWith(html, 'name="address"', 'value="章贡区文清路"', 'aria-invalid="true"', 'f-address-error')).toBe(true)
    expect(tagWith(html, 'name="address.use"', 'value="other"', 'checked')).toBe(true)
  })
  test('keeps every character of a refused post, and never as markup', () => {
    const nasty = `<script>alert(1)</script>'); drop table draft; -- "𠮷`
    const html = ask('size', sheetOf({}, { typed: { area: nasty }, errors: validate(foodForm, { area: nasty }, { partial: ['area'] }) }))
    expect(html).not.toContain('<script>')
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&#x27;); drop table draft; -- &quot;𠮷')
    expect(html).toContain('面积：请填比 0 大的数字，比如 120')
  })
  test('shows what a register decides as text, and asks nothing', () => {
    const html = ask('operator', sheetOf({}))
    expect(html).toContain('360***********0017')
    expect(html).not.toMatch(/name="operatorId"/)
  })
  test('puts what hangs on a choice inside that choice', () => {
    const html = ask('officer', sheetOf({ officerSame: 'yes' }))
    expect(html).toMatch(/class="reveal">.*name="officer"/s)
    expect(html).toContain('name="_asked" value="officerSame officer officerPhone"')
  })
  test('adds and removes rows by buttons that need no script', () => {
    const html = ask('people', sheetOf({ staff: [{ name: '李𠮷' }, {}] }))
    expect(tagWith(html, 'name="act"', 'value="add:staff"')).toBe(true)
    expect(tagWith(html, 'name="act"', 'value="remove:staff:1"')).toBe(true)
    expect(html).toContain('name="staff[1][idNo]"')
  })
  test('carries the session token and the client key', () => expect(pages.question!()).toMatch(/name="_csrf".*name="_key" value="key-1"/s))
})

describe('the task list', () => {
  const html = pages.tasks!()
  test('shows what is known, what is left, and where to go on', () => {
    expect(html).toMatch(/22 项中 \d+ 项已知/)
    expect(html).toContain('接着做：怎么卖')
    expect(html).toContain('还不能开始')
    expect(html).toContain('请确认')
  })
  test('does not link what cannot start', () => expect(html).not.toContain('href="/apply/1/check"'))
  test('never lists what the house holds', () => expect(html).not.toMatch(/href="[^"]*business-licence"/))
})

describe('the check page', () => {
  const html = pages.check!()
  test('shows each answer with its change link, its file, and blanks', () => {
    expect(html).toContain('热食类食品制售')
    expect(html).toContain('href="/apply/1/business?from=check"')
    expect(html).toContain('未填写（选填）')
    expect(html).toContain('店铺布局图.jpg')
    expect(html).toContain('1.2 MB')
    expect(html).toContain('改<span class="vh">')
  })
  test('names the act and what the organ will look at', () => {
    expect(html).toContain('>提交申请</button>')
    expect(html).toContain('同意章贡区市场监督管理局查看我的营业执照、经营者身份证、从业人员健康证明')
  })
  test('masks personal numbers', () => expect(html).not.toContain('360702199003070017'))
})

describe('a material', () => {
  test('says what may be uploaded, and lets go what was', () => {
    const html = pages.material!()
    expect(html).toContain('accept=".jpg,.png,.pdf"')
    expect(tagWith(html, '<form', 'multipart/form-data')).toBe(true)
    expect(tagWith(html, 'name="remove"', 'value="f1"')).toBe(true)
  })
  test('may be promised for later only where the item says so', () => {
    expect(pages['material that may follow']!()).toContain('先欠着，以后补')
    expect(pages.material!()).not.toContain('先欠着，以后补')
  })
  test('is not asked for where a licence stands for it', () => {
    expect(pages['free material']!()).toContain('免提交')
    expect(pages['free material']!()).not.toContain('type="file"')
  })
})

describe('at the counter', () => {
  test('the same questions stand on one page, in the same words', () => {
    const html = pages.counter!()
    for (const label of ['主体业态', '经营项目', '厨房面积', '备用联系人', '拿证方式']) expect(html).toContain(label)
    expect(html).toContain('替 钟家明 填写')
    expect(html).toContain('value="refresh"')
  })
})

test('数据库打乱了名字的次序，一行里的几项还是先姓名、后证件号码', () => {
  const staff = foodForm.schema.properties.staff as { items: { properties: object } }
  const { name, ...others } = staff.items.properties as Record<string, unknown>
  const shuffled = { ...staff, items: { ...staff.items, properties: { ...others, name } } }
  const form = {
    ...foodForm,
    schema: { ...foodForm.schema, properties: { ...foodForm.schema.properties, staff: shuffled } },
  } as typeof foodForm
  const html = renderPage(
    <QuestionPage {...journey} sheet={{ ...sheetOf(zhong), form }} question={findQuestion(form, 'people')!} step="" back="/apply/1" />,
  )
  const places = ['[name]', '[idNo]', '[job]'].map((part) => html.indexOf(`name="staff[0]${part}"`))
  expect(places[0]).toBeGreaterThan(0)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  const rows = summary(form, withKnown(zhong, {})).flatMap((s) => s.rows)
  expect(rows.find((r) => r.field === 'staff')!.lines![0]).toBe('李𠮷，360***********0028，厨师、配菜')
})

test('传过的文件写几月几日几点传的，不写机器的时间', () => {
  const html = renderPage(
    <MaterialPage {...journey} line={lines.find((l) => l.material.id === 'layout')!} step="" back="/apply/1" fileHref={(f) => `/f/${f}`} />,
  )
  expect(html).toContain('1.2 MB，6月15日（周四）15:41 传的')
  expect(html).not.toContain('T07:41')
})

test('every widget has a drawing', () => {
  expect(elements.size).toBeGreaterThan(0)
  for (const q of foodForm.ui.sections.flatMap((s) => s.questions)) expect(() => ask(q.id, sheetOf(zhong))).not.toThrow()
})
