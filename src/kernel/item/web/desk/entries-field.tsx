import { Button } from 'antd'
import { useState } from 'react'
import { type FieldProps, Fields } from './element-field.tsx'

type Entry = Record<string, unknown>

/** What an entry is called in the closed list: the first of its speaking words. */
const titleOf = (entry: Entry): string => {
  const said = ['name', 'title', 'question', 'label', 'law', 'service', 'text', 'note', 'kind']
    .map((key) => entry[key])
    .find((v) => typeof v === 'string' && v)
  return typeof said === 'string' ? said : '还没有写'
}

const moved = (list: readonly Entry[], from: number, to: number): Entry[] => {
  const rest = list.filter((_, i) => i !== from)
  return [...rest.slice(0, to), list[from]!, ...rest.slice(to)]
}

/** A list of entries: each opens where it stands, can be moved and taken out. */
export function EntriesField({ element, path, value, draft }: FieldProps) {
  const [open, setOpen] = useState<number>()
  if (element.kind !== 'entries') return null
  const list = Array.isArray(value) ? (value as Entry[]) : []
  const put = (next: Entry[], at?: number) => {
    draft.change(path, next)
    setOpen(at)
  }
  const wrongIn = (i: number) => draft.findings.filter((f) => f.path.startsWith(`${path}.${i}.`) || f.path === `${path}.${i}`).length
  return (
    <div className="entries">
      {list.map((entry, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry has no other name than its place
        <details key={i} open={open === i} onToggle={(e) => e.currentTarget.open && setOpen(i)}>
          <summary>
            <span>
              {i + 1}. {titleOf(entry)}
            </span>
            {wrongIn(i) ? <span className="tag warn">{wrongIn(i)} 处要改</span> : null}
          </summary>
          <Fields elements={element.fields} at={`${path}.${i}`} node={entry} draft={draft} />
          {draft.writable ? (
            <div className="row">
              <Button size="small" disabled={i === 0} onClick={() => put(moved(list, i, i - 1), i - 1)}>
                往前移
              </Button>
              <Button size="small" disabled={i === list.length - 1} onClick={() => put(moved(list, i, i + 1), i + 1)}>
                往后移
              </Button>
              <Button
                size="small"
                onClick={() =>
                  put(
                    list.filter((_, n) => n !== i),
                    undefined,
                  )
                }
              >
                去掉
              </Button>
            </div>
          ) : null}
        </details>
      ))}
      {list.length === 0 ? <span className="soft">没有</span> : null}
      {draft.writable ? <Button onClick={() => put([...list, { ...element.blank }], list.length)}>添{element.one}</Button> : null}
    </div>
  )
}
