import { zhMoment } from '#kernel/clock/rules/text.ts'
import { formatsText } from '#kernel/item/rules/text.ts'
import { sizeText } from '#ui/day.ts'
import { FormKeys, Sheet as Paper, StepLine, Work } from '#ui/public/apply.tsx'
import { type Choice, FileInput } from '#ui/public/field.tsx'
import { Tag } from '#ui/public/marks.tsx'
import { Acts, Back, Notice } from '#ui/public/page.tsx'
import { Radios } from '#ui/public/pick.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary, errorOf } from '#ui/public/wrong.tsx'
import type { MaterialLine } from '../rules/materials.ts'
import type { FieldError } from '../schema/answers.ts'
import type { Journey } from './question-page.tsx'

type Earlier = { key: string; about: string; files: readonly { name: string; bytes: number; href: string }[] }

type Props = Journey & {
  line: MaterialLine
  step: string
  back: string
  fileHref: (file: string) => string
  /** a blank or a sample to download */
  helps?: readonly { text: string; href: string }[]
  /** 先欠着的期限: 决定前 */
  followBy?: string
  /** whether the window takes it on paper */
  paper?: boolean
  /** files of the same material handed in before, each set to be used by one press */
  earlier?: readonly Earlier[]
  errors?: readonly FieldError[]
  trouble?: string
}

/** 照片、Word 或 PDF, as people call them. */
const endings = (formats: readonly string[]) => formatsText(formats).replace(/^(?=[A-Z])/, ' ')

/** One material a page: uploaded, taken from a licence (免提交), promised for later (容缺), or brought on paper. Files go as multipart, without JavaScript. */
export function MaterialPage(p: Props) {
  const { frame, clientKey, action, item, list, saved, rail, line, step, back, errors = [], trouble } = p
  const { material } = line
  return (
    <PublicPage frame={frame} title={`${material.name} - ${item}`} wrong={errors.length > 0}>
      <Back href={back} />
      <Work rail={rail}>
        <Paper>
          <ErrorSummary errors={errors} />
          {trouble ? <Notice tone="warn" title={trouble} /> : null}
          <form method="post" action={action} encType="multipart/form-data" noValidate data-upload={line.state === 'free' ? undefined : ''}>
            <FormKeys csrf={frame.csrf} clientKey={clientKey} />
            <StepLine where={step} saved={saved} />
            {line.state === 'free' ? <Free line={line} /> : <Provide {...p} />}
            {line.state !== 'free' && p.earlier?.length ? <Again earlier={p.earlier} /> : null}
            {p.helps?.length ? (
              <p className="meta">
                {p.helps.map((h) => (
                  <a key={h.href} href={h.href}>
                    {h.text}
                  </a>
                ))}
              </p>
            ) : null}
            <Acts
              next={{ text: line.state === 'free' ? '知道了，下一题' : '保存，下一题' }}
              links={[{ text: '先到这里，回到列表', href: list }]}
            />
          </form>
        </Paper>
      </Work>
    </PublicPage>
  )
}

const Free = ({ line: { material, from } }: { line: MaterialLine }) => (
  <>
    <h1>{material.name}</h1>
    <p>
      <Tag>免提交</Tag>
    </p>
    <p>
      {from ? `从${from}取得，不用您交。` : `用${material.free!.name}，不用您交。`}
      {material.free!.note}
    </p>
  </>
)

/** Nothing is taken over by itself: each offer says what, when and for what it was handed in, and waits for its button. */
const Again = ({ earlier }: { earlier: readonly Earlier[] }) => (
  <section className="field">
    <h2>用上次交过的</h2>
    <p className="hint">您以前交过同样的材料。先打开看看还能不能用；不按按钮，就不会用。</p>
    <ul className="list files">
      {earlier.map((e) => (
        <li key={e.key}>
          <span>
            {e.files.map((f) => (
              <span key={f.href}>
                <a href={f.href}>{f.name}</a> <span className="soft small">{sizeText(f.bytes)}</span>
                <br />
              </span>
            ))}
            <small>{e.about}</small>
          </span>
          <span>
            <button className="btn btn--plain" type="submit" name="reuse" value={e.key}>
              用这份<span className="vh">：{e.files.map((f) => f.name).join('、')}</span>
            </button>
          </span>
        </li>
      ))}
    </ul>
  </section>
)

function Provide({ line, fileHref, followBy, paper, errors = [] }: Props) {
  const { material, files, optional } = line
  const hint = [material.note, `可以传${endings(material.formats)}，每个不超过 ${material.maxMb} MB。`].filter(Boolean).join('')
  const accept = material.formats.map((f) => `.${f}`).join(',')
  const sent = files.map((f) => ({
    id: f.id,
    name: f.name,
    bytes: f.bytes,
    href: fileHref(f.id),
    note: f.from ? `上次交过的：${f.from}` : f.at && `${zhMoment(f.at)} 传的`,
  }))
  const field = { name: 'file', files: sent, accept, multiple: true, error: errorOf(errors, 'file') }
  const others: Choice[] = []
  if (line.mayAsk) others.push({ value: 'inquire', text: '请发证机关核实，不用我交', hint: '3 个工作日内核实；核实不到的，再一次告诉您' })
  if (line.mayFollow)
    others.push({ value: 'later', text: '先欠着，以后补', hint: followBy ? `签一份承诺书，${followBy}补上` : '签一份承诺书，到时补上' })
  if (paper) others.push({ value: 'paper', text: '交纸质的到窗口', hint: '收到纸质的才算齐' })
  if (others.length === 0) return <FileInput {...field} page label={material.name} hint={hint} optional={optional} />
  const upload: Choice = { value: 'upload', text: '现在上传', reveal: <FileInput {...field} label="文件" hint={hint} /> }
  const chosen: Partial<Record<MaterialLine['state'], string>> = { later: 'later', paper: 'paper', asked: 'inquire' }
  const value = chosen[line.state] ?? 'upload'
  return (
    <Radios
      page
      name="provide"
      label={material.name}
      optional={optional}
      value={value}
      error={errorOf(errors, 'provide')}
      choices={[upload, ...others]}
    />
  )
}
