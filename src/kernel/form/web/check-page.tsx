import type { ReactNode } from 'react'
import { zhMoment } from '#kernel/clock/rules/text.ts'
import { sizeText } from '#ui/day.ts'
import { FormKeys, Sheet as Paper, StepLine, Work } from '#ui/public/apply.tsx'
import { Summary, type SumRow } from '#ui/public/check.tsx'
import { Tag } from '#ui/public/marks.tsx'
import { Acts, Back, Notice } from '#ui/public/page.tsx'
import { Agree } from '#ui/public/pick.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary, errorOf } from '#ui/public/wrong.tsx'
import type { MaterialLine } from '../rules/materials.ts'
import type { SummaryRow, SummarySection } from '../rules/summary.ts'
import type { FieldError } from '../schema/answers.ts'
import type { Journey } from './question-page.tsx'

type Props = Journey & {
  sections: readonly SummarySection[]
  materials: readonly MaterialLine[]
  /** the page of a question, from which saving comes straight back here */
  questionHref: (question: string) => string
  materialHref: (material: string) => string
  fileHref: (file: string) => string
  step: string
  /** the organ that will look at licences: 某某区市场监督管理局 */
  organ: string
  /** what was refused when it was sent, everything at once */
  errors?: readonly FieldError[]
  /** what is wrong as it stands, told beside each answer */
  wrong?: readonly FieldError[]
  trouble?: string
  /** the applicant's pledge, where the item is decided on one (告知承诺) */
  pledge?: ReactNode
}

const Lines = ({ lines }: { lines: readonly string[] }) =>
  lines.map((text, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines of one answer have no identity
    <span key={i}>
      {i > 0 ? <br /> : null}
      {text}
    </span>
  ))

const ofField = (field: string) => (e: FieldError) => e.field === field || e.field.startsWith(`${field}[`)

/** A blank says of itself that it is one; it is told as wrong only with the rest, after sending. */
const answerRow = (row: SummaryRow, { questionHref: href, wrong = [], errors = [] }: Props): SumRow => ({
  name: row.label,
  value: row.lines ? <Lines lines={row.lines} /> : row.optional ? undefined : <span className="blank">未填写，还要补上</span>,
  source: row.source,
  wrong: (row.lines ? wrong : errors).find(ofField(row.field)),
  change: row.change ? { href: href(row.question), text: row.lines ? undefined : '补上', about: row.label } : undefined,
})

const materialWords: Record<MaterialLine['state'], string> = {
  missing: '还没有',
  uploaded: '',
  free: '',
  later: '先欠着，签承诺书后补',
  paper: '交纸质的到窗口',
  asked: '请发证机关核实，不用您交',
}

function materialRow(line: MaterialLine, { materialHref, fileHref }: Pick<Props, 'materialHref' | 'fileHref'>): SumRow {
  const { material, files, state, optional } = line
  const links = files.map((f) => (
    <span key={f.id}>
      <a href={fileHref(f.id)}>{f.name}</a>
      <small>{[sizeText(f.bytes), f.from ? `上次交过的：${f.from}` : f.at && `${zhMoment(f.at)} 传的`].filter(Boolean).join('，')}</small>
    </span>
  ))
  const value = links.length ? links : state === 'missing' && optional ? undefined : materialWords[state]
  return {
    name: material.name,
    value,
    change: { href: materialHref(material.id), text: state === 'missing' ? '补上' : '换', about: material.name },
  }
}

function materialRows(p: Props): SumRow[] {
  const free = p.materials.filter((m) => m.state === 'free')
  const rows = p.materials.filter((m) => m.state !== 'free').map((m) => materialRow(m, p))
  if (free.length === 0) return rows
  return [
    ...rows,
    {
      name: '免提交',
      value: free.map((m) => (m.from ? `${m.material.name}（从${m.from}取得）` : m.material.name)).join('、'),
      aside: <Tag>{`${free.length} 样`}</Tag>,
    },
  ]
}

/** Everything once more before it is sent: each answer with its source and a way to change it, blanks shown as 未填写; the button names the act. */
export function CheckPage(p: Props) {
  const { frame, clientKey, action, item, list, saved, rail, sections, step, organ, errors = [], trouble } = p
  const materials = materialRows(p)
  const seen = p.materials.filter((m) => m.state === 'free').map((m) => m.material.name)
  return (
    <PublicPage frame={frame} title={`提交前检查：${item}`} wrong={errors.length > 0}>
      <Back href={list}>回到列表</Back>
      <Work rail={rail}>
        <Paper>
          <ErrorSummary errors={errors} />
          {trouble ? <Notice tone="warn" title={trouble} /> : null}
          <StepLine where={step} saved={saved} />
          <h1>提交前，请看一遍</h1>
          <p className="lead">有不对的，点“改”，改完直接回到这一页。</p>
          {sections.map((s) => (
            <Summary key={s.id} title={s.title} rows={s.rows.map((r) => answerRow(r, p))} />
          ))}
          {materials.length ? <Summary title="材料" rows={materials} /> : null}
          <form method="post" action={action} noValidate>
            <FormKeys csrf={frame.csrf} clientKey={clientKey} />
            {p.pledge}
            <Agree name="agree" error={errorOf(errors, 'agree')} note={seen.length ? '每次查看都会记在您的账户里' : undefined}>
              {`以上内容真实。${seen.length ? `为办这件事，同意${organ}查看我的${seen.join('、')}` : ''}`}
            </Agree>
            <Acts next={{ text: '提交申请' }} links={[{ text: '先不提交，存着', href: list }]} />
            <p className="hint">提交后、受理前，都可以撤回来改。</p>
          </form>
        </Paper>
      </Work>
    </PublicPage>
  )
}
