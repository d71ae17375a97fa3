import { Button, ConfigProvider } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useCommand } from '#ui/desk/act-panel.tsx'
import { type Ask, AskField, Wrong } from '#ui/desk/ask.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText, shortNo } from '#ui/desk/moment.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { Rows } from '#ui/desk/rows.tsx'
import { nextTheme } from '#ui/desk-theme.ts'
import { zhRange } from '../../rules/text.ts'
import type { Holiday, YearLine } from '../../schema.ts'

type Change = { id: string; no: string; itemName: string; from: string | null; to: string | null }
type Preview = { looked: number; changes: Change[] }
type Values = Record<string, unknown>

const asks: readonly Ask[] = [
  { kind: 'number', name: 'year', label: '哪一年' },
  { kind: 'line', name: 'title', label: '通知标题', hint: '照国务院办公厅的通知写' },
  { kind: 'line', name: 'no', label: '文号', hint: '例如 国办发明电〔2023〕7号' },
  { kind: 'line', name: 'url', label: '网址', optional: true },
  { kind: 'lines', name: 'off', label: '放假', hint: '一行一段，例如：2024-02-10 到 2024-02-17 春节', rows: 8 },
  { kind: 'lines', name: 'work', label: '调休上班', hint: '一行一天，例如：2024-02-04 春节', rows: 6 },
]

const spanOf = (h: Holiday): string => {
  const off = h.off.length ? `${zhRange(h.off[0]!, h.off.at(-1)!)}放假 ${h.off.length} 天` : ''
  return [off, ...h.work.map((on) => `${zhRange(on, on)}上班`)].filter(Boolean).join('，')
}

const Year = ({ year }: { year: YearLine }) => (
  <section className="block">
    <h2>
      {year.year} 年{' '}
      <i className={year.status === 'official' ? 'tag ok' : 'tag warn'}>{year.status === 'official' ? '正式' : '暂定，通知还没公布'}</i>
      <span>{year.workdays} 个工作日</span>
    </h2>
    <p className="soft small">
      {year.title}
      {year.no ? `（${year.no}）` : ''}；{year.byName} {momentText(year.at)} 录入
    </p>
    <dl className="kv">
      {year.holidays.map((h) => (
        <HolidayRow key={h.name} holiday={h} />
      ))}
    </dl>
  </section>
)
const HolidayRow = ({ holiday }: { holiday: Holiday }) => (
  <>
    <dt>{holiday.name}</dt>
    <dd>{spanOf(holiday)}</dd>
  </>
)

const Changes = ({ preview }: { preview: Preview }) => (
  <section className="block" role="status">
    <h2>
      期限会变的办件{' '}
      <span>
        看了 {preview.looked} 件在办件，{preview.changes.length} 件会变
      </span>
    </h2>
    {preview.changes.length === 0 ? (
      <p className="soft">没有在办件的期限会变。</p>
    ) : (
      <Rows
        label="期限会变的办件"
        rows={preview.changes}
        id={(c) => c.id}
        columns={[
          { title: '编号', width: 'usual', show: (c) => <Link to={`/desk/cases/${c.id}`}>{shortNo(c.no)}</Link> },
          { title: '事项', width: 'rest', show: (c) => c.itemName },
          { title: '原来', width: 'usual', show: (c) => c.from ?? '停着' },
          { title: '以后', width: 'usual', show: (c) => <b>{c.to ?? '停着'}</b> },
        ]}
      />
    )}
  </section>
)

/** Looking and loading ask the same questions; what was changed after looking has to be looked at again. */
function Loading({ again }: { again: () => void }) {
  const [values, setValues] = useState<Values>({})
  const [preview, setPreview] = useState<Preview>()
  const look = useCommand<Preview>('/calendar-years/preview', setPreview)
  const load = useCommand<YearLine>('/calendar-years', () => {
    setValues({})
    setPreview(undefined)
    again()
  })
  const wrong = load.wrong ?? look.wrong
  const body = { ...values, work: values.work ?? [] }
  return (
    <>
      <section className="block stack">
        <h2>录入正式通知</h2>
        {asks.map((ask) => (
          <AskField
            key={ask.name}
            ask={ask}
            value={values[ask.name]}
            set={(v) => {
              setPreview(undefined)
              setValues((old) => ({ ...old, [ask.name]: v }))
            }}
            wrong={wrong?.fields
              .filter((f) => f.field === ask.name)
              .map((f) => f.sentence)
              .join('；')}
          />
        ))}
        <Wrong sentence={wrong?.message} />
        <div className="row">
          <Button loading={look.busy} onClick={() => void look.run(body)}>
            看哪些办件的期限会变
          </Button>
          {preview ? (
            <ConfigProvider theme={nextTheme}>
              <Button type="primary" loading={load.busy} onClick={() => void load.run(body)}>
                录入，{preview.changes.length} 件重新算
              </Button>
            </ConfigProvider>
          ) : (
            <span className="soft">看过以后才能录入</span>
          )}
        </div>
      </section>
      {preview ? <Changes preview={preview} /> : null}
    </>
  )
}

/** The years that the city counts with, and the place to put in a new notice. */
export function CalendarPage() {
  const loaded = useLoaded<YearLine[]>('/calendar-years')
  return (
    <PlainPage title="放假安排" loaded={loaded} note={(years) => `${years.length} 年；期限都按这里算`}>
      {(years) => (
        <div className="two">
          <div>
            {years.map((y) => (
              <Year key={y.year} year={y} />
            ))}
          </div>
          <div>
            <Loading again={loaded.again} />
          </div>
        </div>
      )}
    </PlainPage>
  )
}
