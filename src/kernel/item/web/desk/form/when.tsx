import { Button, InputNumber, Radio, Select } from 'antd'
import { useId } from 'react'
import {
  conditionOf,
  conditionWords,
  firstTest,
  type Looked,
  type Picked,
  pickedOf,
  type Test,
  wayOf,
  waysOf,
} from '#kernel/form/rules/pick.ts'
import type { Condition, Scalar } from '#kernel/form/schema/condition.ts'
import type { Form } from '#kernel/form/schema/form.ts'

type RowProps = { test: Test; before: readonly Looked[]; nth: number; set: (test: Test) => void; drop: () => void }

/** One test of an earlier answer: which answer, how, and against what. */
function TestRow({ test, before, nth, set, drop }: RowProps) {
  const at = before.find((l) => l.name === test.field)
  const found = at && wayOf(test, at)
  const choose = (name: string) => set(firstTest(before.find((l) => l.name === name)!))
  const take = (id: string) => {
    const way = waysOf(at!).find((w) => w.id === id)!
    set(way.make(at!.name, way.value === 'option' ? (found?.value ?? at!.options[0]?.value ?? '') : Number(found?.value) || 0))
  }
  const put = (value: Scalar) => set(found!.way.make(at!.name, value))
  return (
    <div className="row">
      <Select
        aria-label={`第 ${nth} 个条件看哪一题`}
        className="basis"
        showSearch={{ optionFilterProp: 'label' }}
        status={at ? undefined : 'error'}
        value={at ? test.field : undefined}
        placeholder="原来看的那题没有了，请另选"
        options={before.map((l) => ({ value: l.name, label: l.label }))}
        onChange={choose}
      />
      {at ? (
        <Select
          aria-label={`第 ${nth} 个条件怎么比`}
          popupMatchSelectWidth={false}
          value={found?.way.id}
          options={waysOf(at).map((w) => ({ value: w.id, label: w.word }))}
          onChange={take}
        />
      ) : null}
      {found?.way.value === 'option' ? (
        <Select
          aria-label={`第 ${nth} 个条件的选项`}
          popupMatchSelectWidth={false}
          value={found.value as string}
          options={at!.options.map((o) => ({ value: o.value, label: o.label }))}
          onChange={put}
        />
      ) : null}
      {found?.way.value === 'number' ? (
        <InputNumber aria-label={`第 ${nth} 个条件的数字`} value={found.value as number} onChange={(v) => put(v ?? 0)} />
      ) : null}
      <Button type="link" aria-label={`去掉第 ${nth} 个条件`} onClick={drop}>
        去掉
      </Button>
    </div>
  )
}

type Props = {
  label: string
  condition: Condition | undefined
  before: readonly Looked[]
  form: Form
  set: (condition: Condition | undefined) => void
}

/** When something is asked: always, or under a condition that is picked and read back as a sentence. */
export function When({ label, condition, before, form, set }: Props) {
  const id = useId()
  const picked = pickedOf(condition)
  const put = (next: Picked) => set(conditionOf(next))
  const at = (n: number, test?: Test) => put({ ...picked!, tests: picked!.tests.flatMap((t, i) => (i === n ? (test ? [test] : []) : [t])) })
  return (
    <fieldset className="stack tight" aria-labelledby={id}>
      <b id={id}>{label}</b>
      <span className="soft">{condition ? `${conditionWords(condition, form)}，才问。` : '总是问。'}</span>
      {picked ? (
        picked.tests.map((test, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tests have no identity but their place
          <TestRow key={n} test={test} before={before} nth={n + 1} set={(t) => at(n, t)} drop={() => at(n)} />
        ))
      ) : (
        <div className="row">
          <span className="soft">这个条件写得比较细，这里只能整个去掉，或者到“看文件”里改。</span>
          <Button onClick={() => set(undefined)}>去掉条件</Button>
        </div>
      )}
      {picked && picked.tests.length > 1 ? (
        <Radio.Group
          aria-label={`${label}：几个条件怎么算`}
          value={picked.join}
          onChange={(e) => put({ ...picked, join: e.target.value })}
          options={[
            { value: 'all', label: '都符合才问' },
            { value: 'any', label: '符合一个就问' },
          ]}
        />
      ) : null}
      {picked && before.length > 0 ? (
        <div>
          <Button size="small" onClick={() => put({ ...picked, tests: [...picked.tests, firstTest(before.at(-1)!)] })}>
            {picked.tests.length ? '再加一个条件' : '加条件'}
          </Button>
        </div>
      ) : null}
      {before.length === 0 ? <span className="soft small">前面没有别的问题可以看。</span> : null}
    </fieldset>
  )
}
