/** 看看能不能办: one question a page, and then the answer with what it costs, how long it takes, what to bring. */
import { Fitness } from '#kernel/decision/web/said.tsx'
import { limitText } from '#kernel/item/rules/text.ts'
import type { Page } from '#kernel/module.ts'
import { Sheet, StepLine, Work } from '#ui/public/apply.tsx'
import { Summary } from '#ui/public/check.tsx'
import { Acts, Back, Notice, Rail, RailBlock } from '#ui/public/page.tsx'
import { Radios } from '#ui/public/pick.tsx'
import { demoMark, PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary, errorOf } from '#ui/public/wrong.tsx'
import { stopOf } from '../rules/guide.ts'
import { placeFor } from '../rules/place.ts'
import type { FitView } from '../schema.ts'
import { Five } from './guide-answers.tsx'
import { applyHref, fitHref, guideHref } from './href.ts'

const Help = ({ phone, mark }: { phone: string; mark: string }) => (
  <Rail label="帮助">
    <RailBlock title="拿不准">
      <a href="tel:12345">打 12345</a>
      <br />
      <a href={`tel:${phone}`}>{phone}</a>
      {mark}
    </RailBlock>
    <RailBlock title="答了会怎样">
      <p>这里答的只用来算您能不能办、要带什么。开始填表时会替您带过去，不用再答一遍。</p>
    </RailBlock>
  </Rail>
)

const questionName = (id: string) => `answers[${id}]`

/** One question, as a form that asks for the next page; earlier answers stand in it unseen. */
export const FitPage: Page<FitView> = ({ data, frame }) => {
  const { code, item, given, division, ask } = data
  const here = (division && placeFor(data.places, division)) || data.places[0]!
  const place = here.impl.division
  const missed = ask !== null && data.missed
  const errors = missed ? [{ field: questionName(ask.id), sentence: '请选一个，再看下一题' }] : []
  return (
    <PublicPage frame={frame} title={`${ask?.question ?? '您的结果'} - ${item.name}`} wrong={missed}>
      <Back href={data.back ? fitHref(code, place, data.back) : guideHref(code, division ?? undefined)}>
        {data.back ? '上一题' : '回到办事指南'}
      </Back>
      <Work rail={<Help phone={here.impl.phone} mark={demoMark(frame)} />}>
        <Sheet>
          <ErrorSummary errors={errors} />
          {ask ? (
            <form action={`/items/${code}/fit`} method="get">
              <input type="hidden" name="division" value={place} />
              {data.said?.verdict === 'met' ? <input type="hidden" name="more" value="1" /> : null}
              {Object.entries(given).map(([id, value]) => (
                <input key={id} type="hidden" name={questionName(id)} value={value} />
              ))}
              <StepLine where={`看看能不能办：第 ${Object.keys(given).length + 1} 题，最多 ${data.most} 题`} />
              <Radios
                page
                name={questionName(ask.id)}
                label={ask.question}
                hint={ask.hint}
                error={errorOf(errors, questionName(ask.id))}
                choices={ask.options.map((o) => ({ value: o.value, text: o.label, hint: o.hint }))}
              />
              <input type="hidden" name="asked" value={ask.id} />
              <Acts next={{ text: '下一题' }} links={[{ text: '不答了，看办事指南', href: guideHref(code, place) }]} />
            </form>
          ) : (
            <Verdict data={data} place={place} />
          )}
        </Sheet>
      </Work>
    </PublicPage>
  )
}

const Answers = ({ data: { asked, given, code }, place }: { data: FitView; place: string }) => (
  <Summary
    title="您是这样答的"
    rows={asked
      .filter((q) => given[q.id] !== undefined)
      .map((q) => ({
        name: q.question,
        value: q.options.find((o) => o.value === given[q.id])?.label,
        change: { href: fitHref(code, place, before(given, q.id)), about: q.question },
      }))}
  />
)

/** The answers given before a question, to come back to it. */
const before = (answers: Readonly<Record<string, string>>, id: string): Record<string, string> => {
  const entries = Object.entries(answers)
  const at = entries.findIndex(([name]) => name === id)
  return Object.fromEntries(at < 0 ? entries : entries.slice(0, at))
}

/** Not fitting forbids nobody to apply: whoever wants a written answer gets one (行政许可法 第三十二条). */
const Unfit = ({ data, said, place }: { data: FitView; said: NonNullable<FitView['said']>; place: string }) => (
  <>
    <h1>{`按您答的，还不符合“${data.item.name}”的条件`}</h1>
    <Fitness said={said} open />
    <Acts
      next={{ text: '看办事指南', href: guideHref(data.code, place) }}
      links={[
        { text: '重新答', href: fitHref(data.code, place) },
        ...(data.canApply ? [{ text: '仍然要申请，由工作人员书面答复', href: applyHref(data.code, place, data.answers) }] : []),
      ]}
    />
    <Answers data={data} place={place} />
  </>
)

const Verdict = ({ data, place }: { data: FitView; place: string }) => {
  const { item, answers, code, stopItem } = data
  const stop = stopOf(item, answers)
  if (stop)
    return (
      <>
        <h1>{`您现在不用办“${item.name}”`}</h1>
        <Notice tone="warn" title={stop.sentence} />
        <Acts
          next={stopItem ? { text: `去看“${stopItem.name}”`, href: guideHref(stopItem.code, place) } : undefined}
          links={[
            { text: '重新答', href: fitHref(code, place) },
            { text: '看办事指南', href: guideHref(code, place) },
          ]}
        />
        <Answers data={data} place={place} />
      </>
    )
  if (data.said?.verdict === 'not met') return <Unfit data={data} said={data.said} place={place} />
  return (
    <>
      <h1>{data.said?.verdict === 'unknown' ? `“${item.name}”要填了表才能算准` : `您可以办“${item.name}”`}</h1>
      <p className="lead">按您答的，{limitText(item.promise)}办好，下面是要花的钱和要带的东西。</p>
      {data.said ? <Fitness said={data.said} /> : null}
      {data.rest > 0 ? (
        <p>
          <a href={`${fitHref(code, place, data.given)}&more=1`}>再答 {data.rest} 题，算清您要带什么</a>
        </p>
      ) : null}
      <div className="gap-top">
        <Five data={data} />
      </div>
      <Acts
        next={
          data.canApply
            ? { text: '开始办理', href: applyHref(code, place, answers) }
            : { text: '看办理地点', href: `${guideHref(code, place)}#place` }
        }
        links={[
          { text: '重新答', href: fitHref(code, place) },
          { text: '看完整指南', href: guideHref(code, place, answers) },
        ]}
      />
      <Answers data={data} place={place} />
    </>
  )
}
