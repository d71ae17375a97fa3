import { Button, Input } from 'antd'
import { newOption, setOptions } from '#kernel/form/rules/build.ts'
import type { FieldUi, Option } from '#kernel/form/schema/field.ts'
import type { Building } from './use-builder.ts'

type ListProps = {
  options: readonly Option[]
  /** whose choices these are, for who does not see the box around them */
  of: string
  /** the values are the data element's: only their words are written here */
  fixed?: boolean
  set: (options: Option[], what: string) => void
}

/** The choices of an answer in their order: what is read, and a hint under it. */
export function OptionList({ options, of, fixed, set }: ListProps) {
  const put = (at: number, part: Partial<Option>, what: string) =>
    set(
      options.map((o, i) => (i === at ? { ...o, ...part, hint: part.hint === '' ? undefined : (part.hint ?? o.hint) } : o)),
      `${what} ${at}`,
    )
  const swap = (at: number) => {
    const next = [...options]
    next.splice(at - 1, 2, options[at]!, options[at - 1]!)
    set(next, `up ${options[at]!.value} ${at}`)
  }
  return (
    <fieldset className="stack tight" aria-label={`${of}的选项`}>
      <b>选项</b>
      {options.map((o, i) => (
        <div key={o.value} className="row">
          <Input
            aria-label={`第 ${i + 1} 个选项`}
            className="option"
            value={o.label}
            onChange={(e) => put(i, { label: e.target.value }, 'option')}
          />
          <Input
            aria-label={`第 ${i + 1} 个选项的提示`}
            className="basis"
            placeholder="提示，可以不填"
            value={o.hint ?? ''}
            onChange={(e) => put(i, { hint: e.target.value }, 'option-hint')}
          />
          <Button size="small" aria-label={`上移第 ${i + 1} 个选项`} disabled={i === 0} onClick={() => swap(i)}>
            上移
          </Button>
          {fixed ? null : (
            <Button
              size="small"
              aria-label={`删掉第 ${i + 1} 个选项`}
              disabled={options.length < 3}
              onClick={() =>
                set(
                  options.filter((_, n) => n !== i),
                  `remove ${o.value}`,
                )
              }
            >
              删掉
            </Button>
          )}
        </div>
      ))}
      {fixed ? null : (
        <div>
          <Button size="small" onClick={() => set([...options, newOption(options)], `add option ${options.length}`)}>
            加一个选项
          </Button>
        </div>
      )}
    </fieldset>
  )
}

export const Options = ({ b, name, ui }: { b: Building; name: string; ui: FieldUi }) => (
  <OptionList
    options={ui.options ?? []}
    of={ui.label}
    fixed={ui.element !== undefined}
    set={(options, what) => b.change(setOptions(b.file, name, options), `${what} ${name}`)}
  />
)
