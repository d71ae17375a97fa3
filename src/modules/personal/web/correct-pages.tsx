import { Fragment } from 'react'
import { zhMoment } from '#kernel/clock/rules/text.ts'
import type { Page } from '#kernel/module.ts'
import { dueText } from '#ui/day.ts'
import { Select, Textarea } from '#ui/public/field.tsx'
import { at, fieldOf, formPage } from '#ui/public/form-page.tsx'
import { Facts, Part, Rows, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { outcomes } from '../rules/mend.ts'
import type { Asking, Correction, CorrectionsShown, CorrectShown } from '../schema.ts'

const home = '/me/data/corrections'
const trail = [
  { text: '首页', href: '/' },
  { text: '我的办件', href: '/me' },
  { text: '我的个人信息', href: '/me/data' },
]
const ways: Record<Asking['by'], string> = { self: '自己改', register: '机关核实后改', note: '原文不改，核实后加注' }

const hrefOf = (c: Asking): string => c.href ?? `/me/data/correct?class=${encodeURIComponent(c.class)}`

const Way = ({ way }: { way: Asking }) => (
  <>
    <b>
      {way.title}
      <span className="soft">（{ways[way.by]}）</span>
    </b>
    <small>
      {way.how}。<a href={hrefOf(way)}>{way.href ? '去改' : '提出更正'}</a>
      <span className="vh">：{way.title}</span>
    </small>
  </>
)

const Made = ({ made, now }: { made: Correction; now: Date }) => (
  <article id={`c-${made.id}`} className="part">
    <h3>{made.recordTitle ?? made.title}</h3>
    <Facts
      facts={[
        { name: '哪里不对', value: made.asked.wrong },
        { name: '正确的是', value: made.asked.right },
        { name: '凭什么', value: made.asked.why },
        { name: '提出', value: zhMoment(made.askedAt, now) },
        ...(made.outcome
          ? [
              { name: '结果', value: <b>{outcomes[made.outcome].label}</b> },
              { name: '答复', value: made.answer },
              { name: '依据', value: made.ground },
              { name: '谁答复的', value: `${made.organName}${made.answeredName}`, note: zhMoment(made.answeredAt!, now) },
            ]
          : [{ name: '谁来答复', value: made.organName, note: `最迟${dueText(made.dueOn, { year: true })}` }]),
      ]}
    />
    {made.outcome === 'kept' ? <p className="small soft">有不同意见，可以打 12345，也可以依法申请行政复议或者起诉。</p> : null}
  </article>
)

/** How each class of data is put right, and what was asked and answered so far. */
export const CorrectionsPage: Page<CorrectionsShown> = ({ data, frame, now }) => (
  <PublicPage frame={frame} title="更正我的信息">
    <Title
      text="更正我的信息"
      trail={trail}
      lead={`${data.name}，本市存的哪里不对，可以要求更正：每一类怎么改，写在下面；要机关核实的，${data.days} 个工作日内答复您。`}
    />
    <div className="wrap">
      {data.made.length ? (
        <Part id="made" title="提过的请求">
          {data.made.map((made) => (
            <Made key={made.id} made={made} now={now} />
          ))}
        </Part>
      ) : null}
      <Part id="ways" title="哪一类不对">
        <Rows className="states">
          {data.classes.map((way) => (
            <Fragment key={way.class}>
              <Way way={way} />
            </Fragment>
          ))}
        </Rows>
      </Part>
      <Part id="why" title="决定和办结的件为什么不改">
        <p>它们证明当时凭什么作的决定，改了就查不清了。查实有误的，在旁边写明正确的，原文和加注一起看。</p>
      </Part>
    </div>
  </PublicPage>
)

/** Asking that something of one class be corrected. */
export const CorrectPage: Page<CorrectShown> = (props) => {
  const { asking, days } = props.data
  const refused = at(props.refused, 'record')
  const shown = props.refused?.code === 'personal.no-record' ? refused : props.refused
  return formPage(
    { ...props, ...(shown ? { refused: shown } : {}) },
    {
      title: `更正：${asking.title}`,
      act: '提出更正',
      back: { text: '回到“更正我的信息”', href: home },
      lead: (
        <p className="measure">
          {asking.how}。收到后 {days} 个工作日内核实并答复，答复里写明理由和依据。
        </p>
      ),
    },
    <>
      <input type="hidden" name="class" value={asking.class} />
      {asking.records.length ? (
        <Select
          name="record"
          label="是哪一件？"
          choices={asking.records.map((r) => ({ value: r.id, text: r.title }))}
          {...fieldOf(shown, 'record')}
        />
      ) : null}
      <Textarea name="wrong" rows={3} label="哪里不对？" hint="写明是哪一项、现在写的是什么。" {...fieldOf(shown, 'wrong')} />
      <Textarea name="right" rows={2} label="正确的是什么？" {...fieldOf(shown, 'right')} />
      <Textarea name="why" rows={2} label="凭什么这样改？" hint="比如身份证、户口簿；核实时会请您出示。" {...fieldOf(shown, 'why')} />
    </>,
  )
}
