import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhDate } from '#kernel/clock/rules/text.ts'
import type { PageProps } from '#kernel/module.ts'
import { FormKeys, Sheet, Work } from '#ui/public/apply.tsx'
import { Done, Then } from '#ui/public/check.tsx'
import { Textarea } from '#ui/public/field.tsx'
import { Acts, Empty, Rail, RailBlock, Title } from '#ui/public/page.tsx'
import { Checkboxes, Radios } from '#ui/public/pick.tsx'
import { PublicPage, placedIn } from '#ui/public/shell.tsx'
import { grades, RatingField, Stars } from '#ui/public/stars.tsx'
import { ErrorSummary, errorOf } from '#ui/public/wrong.tsx'
import type { Open } from '../rules.ts'
import { type Moment, moments, type Rules } from '../schema.ts'

type Choice = { moment: Moment; staffName: string | null; open: Open }
type Data = {
  caseId: string
  itemName: string
  division: string
  organName: string
  choices: Choice[]
  chosen?: Moment
  withStaff: boolean
  tags: Rules['tags']['online']
}
type Props = PageProps<Data>

const trail = (id: string) => [
  { text: '首页', href: '/' },
  { text: '我的', href: '/me' },
  { text: '办件', href: `/cases/${id}` },
]
const chosenTags = (typed: unknown): string[] =>
  Array.isArray(typed) ? typed.map(String) : typeof typed === 'string' && typed ? [typed] : []
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** The five grades; each opens its own tags, so that nobody reads what does not fit. */
const GradeField = ({ tags, typed, error }: { tags: Data['tags']; typed: Record<string, unknown>; error?: string }) => (
  <Radios
    name="grade"
    label="这件事办得怎么样？"
    value={textOf(typed.grade)}
    error={error}
    choices={grades.map((g) => ({
      value: g.value,
      text: <Stars grade={Number(g.value) as 1 | 2 | 3 | 4 | 5} />,
      reveal: (
        <Checkboxes
          name="tags"
          id={`tags-${g.value}`}
          label={Number(g.value) >= 4 ? '好在哪里' : '哪里要改进'}
          optional
          values={chosenTags(typed.tags)}
          choices={(tags[g.value] ?? []).map((t) => ({ value: t, text: t }))}
        />
      ),
    }))}
  />
)

const Form = ({
  data,
  choice,
  csrf,
  clientKey,
  refused,
}: {
  data: Data
  choice: Choice
  csrf?: string
  clientKey?: string
  refused: Props['refused']
}) => {
  const typed = refused?.typed ?? {}
  return (
    <form method="post" action={`/cases/${data.caseId}/rate`}>
      <FormKeys csrf={csrf} clientKey={clientKey} />
      <input type="hidden" name="moment" value={choice.moment} />
      <GradeField tags={data.tags} typed={typed} error={errorOf(refused?.fields, 'grade')} />
      {data.withStaff ? (
        <RatingField
          name="staffGrade"
          label={`窗口的${choice.staffName ?? '工作人员'}服务怎么样？`}
          value={textOf(typed.staffGrade)}
          error={errorOf(refused?.fields, 'staffGrade')}
        />
      ) : null}
      <Textarea
        name="text"
        label="还想说什么"
        optional
        hint="500 字以内。请不要写身份证号、电话；审核后公开。"
        value={textOf(typed.text)}
        error={errorOf(refused?.fields, 'text')}
      />
      <Acts
        next={{ text: choice.open.nth === 2 ? '提交追评' : '提交评价' }}
        links={[{ text: '不评了，回办件', href: `/cases/${data.caseId}` }]}
      />
    </form>
  )
}

const HowItWorks = ({ data, until }: { data: Data; until?: string }) => (
  <Rail label="评价说明">
    <RailBlock title="谁看得到">
      <p>经办人和单位只看到评价，看不到是谁评的。谁都不能改、不能删。</p>
    </RailBlock>
    <RailBlock title="差评会怎样">
      <p>不满意、非常不满意会自动开整改工单，1 个工作日内联系您，办好后请您再评一次。</p>
    </RailBlock>
    <RailBlock title="自愿">
      <p>评不评自愿，不影响办事。{until ? `${until}前都可以评。` : ''}</p>
    </RailBlock>
    {data.choices.filter((c) => c.open.nth).length > 1 ? (
      <RailBlock title="还可以评">
        {data.choices
          .filter((c) => c.open.nth && c.moment !== data.chosen)
          .map((c) => (
            <p key={c.moment}>
              <a href={`/cases/${data.caseId}/rate?moment=${c.moment}`}>{moments[c.moment]}环节</a>
            </p>
          ))}
      </RailBlock>
    ) : null}
  </Rail>
)

/** Rating one service: the item always, at a window also who served. */
export const RatePage = ({ data, frame, key, now, refused }: Props) => {
  const choice = data.choices.find((c) => c.moment === data.chosen)
  const today = dayOf(now)
  const closed = data.choices[0]?.open
  const title = choice?.open.nth === 2 ? '再评一次' : '请您评价'
  const until = choice?.open.nth ? zhDate(choice.open.untilOn, today) : undefined
  const lead = `${data.itemName}，${data.organName}${choice ? `，${moments[choice.moment]}环节` : ''}`
  const errors = refused?.fields.length ? refused.fields : refused ? [{ field: 'grade', sentence: refused.sentence }] : undefined
  return (
    <PublicPage frame={{ ...placedIn(frame, data.division), title, wrong: refused !== undefined && choice !== undefined }}>
      <Title text={title} trail={trail(data.caseId)} lead={lead} />
      {choice ? (
        <Work rail={<HowItWorks data={data} until={until} />}>
          <Sheet>
            <ErrorSummary errors={errors} />
            <Form data={data} choice={choice} csrf={frame.csrf} clientKey={key} refused={refused} />
          </Sheet>
        </Work>
      ) : (
        <div className="wrap sect sect--first">
          <Empty
            title={closed && !closed.nth ? closed.sentence : '现在没有可以评价的环节'}
            why="每办完一个环节都可以评一次，到时候发消息请您评；有急事可以打 12345。"
            acts={[
              { text: '回办件', href: `/cases/${data.caseId}` },
              { text: '看大家的评价', href: '/evaluations' },
            ]}
          />
        </div>
      )}
    </PublicPage>
  )
}

/** After rating: thanks, what happens now, and what else can be rated. */
export const ThanksPage = ({ data, frame }: PageProps<{ caseId: string; itemName: string; division: string; choices: Choice[] }>) => {
  const more = data.choices.find((c) => c.open.nth === 1)
  const waits = data.choices.some((c) => c.open.nth === undefined && c.open.code === 'waits')
  return (
    <PublicPage frame={{ ...placedIn(frame, data.division), title: '谢谢您的评价' }}>
      <Work>
        <Sheet>
          <Done title="谢谢您的评价" />
          <p className="lead gap">{data.itemName}</p>
          <Then
            steps={
              waits
                ? [
                    { when: '1 个工作日内', what: '已自动开了整改工单，有人会联系您。' },
                    { when: '整改好以后', what: '发消息告诉您结果，请您再评一次。' },
                  ]
                : [
                    { when: '现在', what: '评价已记入统计，不显示您是谁。' },
                    { when: '审核以后', what: '写的文字会公开。想法变了，可以追评一次。' },
                  ]
            }
          />
          <Acts
            className="acts--gap"
            next={
              more ? { text: `再评一下${moments[more.moment]}环节`, href: `/cases/${data.caseId}/rate?moment=${more.moment}` } : undefined
            }
            links={[
              { text: '回办件', href: `/cases/${data.caseId}` },
              { text: '看大家的评价', href: '/evaluations' },
            ]}
          />
        </Sheet>
      </Work>
    </PublicPage>
  )
}
