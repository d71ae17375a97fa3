import { zhMoment } from '#kernel/clock/rules/text.ts'
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
  errors?: readonly FieldError[]
  trouble?: string
}

const endings = (formats: readonly string[]) => formats.map((f) => f.toUpperCase()).join('、')

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

function Provide({ line, fileHref, followBy, paper, errors = [] }: Props) {
  const { material, files, optional } = line
  const hint = [material.note, `可以传 ${endings(material.formats)}，每个不超过 ${material.maxMb} MB。`].filter(Boolean).join('')
  const accept = material.formats.map((f) => `.${f}`).join(',')
  const sent = files.map((f) => ({ id: f.id, name: f.name, bytes: f.bytes, href: fileHref(f.id), note: f.at && `${zhMoment(f.at)} 传的` }))
  const field = { name: 'file', files: sent, accept, multiple: true, error: errorOf(errors, 'file') }
  const others: Choice[] = []
  if (line.mayFollow)
    others.push({ value: 'later', text: '先欠着，以后补', hint: followBy ? `签一份承诺书，${followBy}补上` : '签一份承诺书，到时补上' })
  if (paper) others.push({ value: 'paper', text: '交纸质的到窗口', hint: '收到纸质的才算齐' })
  if (others.length === 0) return <FileInput {...field} page label={material.name} hint={hint} optional={optional} />
  const upload: Choice = { value: 'upload', text: '现在上传', reveal: <FileInput {...field} label="选文件" hint={hint} /> }
  const value = line.state === 'later' || line.state === 'paper' ? line.state : 'upload'
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
