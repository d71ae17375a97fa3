import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Wrong } from '#ui/desk/ask.tsx'
import { Dialog } from '#ui/desk/dialog.tsx'
import type { CaseField, CaseText, DraftPage } from '../../schema/desk.ts'
import { Bench } from './table-view.tsx'

const typeHints: Readonly<Record<string, string>> = {
  number: '写数，例如 80',
  string: '文字加英文双引号，例如 "work"',
  boolean: 'true 或 false',
  date: '例如 date("2023-06-01")',
  'list<string>': '例如 ["lease"]，没有就写 []',
}

type FieldProps = { field: CaseField; value: string; set: (value: string) => void; empty: string }

/** A value of an input or a decision: chosen where the file has options, else written as a cell is. */
function ValueField({ field, value, set, empty }: FieldProps) {
  const id = `case-${field.name}`
  return (
    <div className="stack tight">
      <label htmlFor={id}>
        <b>{field.name}</b>
      </label>
      {field.options.length > 0 && field.type !== 'number' ? (
        <Select
          id={id}
          className="wide"
          value={value}
          onChange={set}
          options={[{ value: '', label: empty }, ...field.options.map((o) => ({ value: o.value, label: `${o.label}（${o.value}）` }))]}
        />
      ) : (
        <Input
          id={id}
          value={value}
          placeholder={`${typeHints[field.type] ?? '按表格的写法写'}；空着就是${empty}`}
          onChange={(e) => set(e.target.value)}
        />
      )}
    </div>
  )
}

const put = <T extends { value: string }>(
  all: readonly T[],
  key: keyof T,
  name: string,
  value: string,
  make: (value: string) => T,
): T[] => [...all.filter((g) => g[key] !== name), ...(value === '' ? [] : [make(value)])]

type DialogProps = {
  fields: DraftPage['fields']
  first: CaseText
  wrong: string
  save: (test: CaseText) => void
  remove?: () => void
  close: () => void
}

function CaseDialog({ fields, first, wrong, save, remove, close }: DialogProps) {
  const [test, setTest] = useState(first)
  const given = (name: string) => test.given.find((g) => g.input === name)?.value ?? ''
  const expected = (name: string) => test.expected.find((e) => e.decision === name)?.value ?? ''
  const footer = (
    <>
      {remove ? (
        <Button danger onClick={remove}>
          删掉这个用例
        </Button>
      ) : null}{' '}
      <Button onClick={close}>先不改</Button>{' '}
      <Button type="primary" onClick={() => save(test)}>
        保存并运行
      </Button>
    </>
  )
  return (
    <Dialog title={first.name === '' ? '加一个用例' : '改用例'} close={close} footer={footer}>
      <div className="stack">
        <div className="stack tight">
          <label htmlFor="case-name">
            <b>用例的名字</b>
          </label>
          <Input id="case-name" value={test.name} onChange={(e) => setTest({ ...test, name: e.target.value })} />
        </div>
        <div className="stack tight">
          <label htmlFor="case-basis">
            <b>依据哪一条</b>
          </label>
          <Input id="case-basis" value={test.basis} onChange={(e) => setTest({ ...test, basis: e.target.value })} />
        </div>
        <h3>给定</h3>
        {fields.inputs.map((field) => (
          <ValueField
            key={field.name}
            field={field}
            empty="不知道"
            value={given(field.name)}
            set={(value) =>
              setTest({ ...test, given: put(test.given, 'input', field.name, value, (v) => ({ input: field.name, value: v })) })
            }
          />
        ))}
        <h3>应当得出</h3>
        {fields.decisions.map((field) => (
          <ValueField
            key={field.name}
            field={{ ...field, options: field.options.length > 0 ? [...field.options, { value: 'unknown', label: '还不能确定' }] : [] }}
            empty="不看这一项"
            value={expected(field.name)}
            set={(value) =>
              setTest({ ...test, expected: put(test.expected, 'decision', field.name, value, (v) => ({ decision: field.name, value: v })) })
            }
          />
        ))}
        <Wrong sentence={wrong || undefined} />
      </div>
    </Dialog>
  )
}

const fresh: CaseText = { name: '', basis: '', given: [], expected: [] }

/** What keeps a case from being saved; the file says the rest once it is written. */
function lackOf({ name, expected }: CaseText): string {
  if (name.trim() === '') return '请给用例起个名字'
  return expected.some((e) => e.value.trim() !== '') ? '' : '请至少写一项应当得出什么'
}

type BenchProps = { page: DraftPage; editable: boolean; save: (cases: CaseText[]) => Promise<string> }

/** The cases kept in the file: each with what it came to; opened to be changed, saved with the table, and run at once. */
export function EditableBench({ page, editable, save }: BenchProps) {
  const [at, setAt] = useState<number>()
  const [wrong, setWrong] = useState('')
  const close = () => {
    setAt(undefined)
    setWrong('')
  }
  const keep = async (cases: CaseText[]) => {
    const refused = await save(cases)
    if (refused) setWrong(refused)
    else close()
  }
  const put = (test: CaseText) => {
    const lack = lackOf(test)
    if (lack) return setWrong(lack)
    void keep(at === page.cases.length ? [...page.cases, test] : page.cases.map((c, i) => (i === at ? test : c)))
  }
  return (
    <section className="pad" aria-label="测试用例">
      <h2>测试用例</h2>
      {page.tests.length === 0 ? (
        <p>还没有用例。至少要有一个才能发布。</p>
      ) : (
        <Bench tests={page.tests} edit={editable ? setAt : undefined} />
      )}
      {editable && page.outline ? <Button onClick={() => setAt(page.cases.length)}>加一个用例</Button> : null}
      {at === undefined ? null : (
        <CaseDialog
          fields={page.fields}
          first={page.cases[at] ?? fresh}
          wrong={wrong}
          save={put}
          {...(at < page.cases.length ? { remove: () => void keep(page.cases.filter((_, i) => i !== at)) } : {})}
          close={close}
        />
      )}
    </section>
  )
}
