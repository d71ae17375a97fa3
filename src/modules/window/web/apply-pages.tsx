/** The application, page by page: start, task list, one question, one material, the check before sending. */

import { zhAmount, zhDate, zhTime } from '#kernel/clock/rules/text.ts'
import { SaidPart } from '#kernel/decision/web/said.tsx'
import { sides } from '#kernel/form/rules/tabs.ts'
import { CheckPage } from '#kernel/form/web/check-page.tsx'
import { MaterialPage } from '#kernel/form/web/material-page.tsx'
import { QuestionPage } from '#kernel/form/web/question-page.tsx'
import { TaskListPage } from '#kernel/form/web/task-list-page.tsx'
import type { Page, PageProps } from '#kernel/module.ts'
import { FormKeys, Known, Sheet, Work } from '#ui/public/apply.tsx'
import { Bring } from '#ui/public/guide.tsx'
import { Acts, Back, Empty, Facts, Notice, Part, Rail, RailBlock } from '#ui/public/page.tsx'
import { Agree, Radios } from '#ui/public/pick.tsx'
import { demoMark, type Frame, PublicPage, placedIn } from '#ui/public/shell.tsx'
import { ErrorSummary, errorOf } from '#ui/public/wrong.tsx'
import { taskHref } from '../rules/paths.ts'
import type { Applicant, CheckView, DropView, MaterialView, QuestionView, StartView, TaskListView } from '../schema/view.ts'
import { inName } from './in-name.ts'

const help = (frame: Frame, phone?: string) => (
  <Rail label="帮助">
    <RailBlock title="遇到困难">
      <a href="tel:12345">打 12345</a>
      {phone ? (
        <>
          <br />
          <a href={`tel:${phone}`}>{phone}</a>
          {demoMark(frame)}
        </>
      ) : null}
      <br />
      <a href="/stuck">办不成？反映</a>
    </RailBlock>
  </Rail>
)

const saved = (at: Date) => `${zhTime(at)} 已自动保存`
const errorsOf = (refused: PageProps<unknown>['refused']) => refused?.fields ?? []
/** A refusal that no field can mend is told above the form. */
const troubleOf = (refused: PageProps<unknown>['refused']) => (refused && refused.fields.length === 0 ? refused.sentence : undefined)

const asWords: Record<Applicant['as'], string> = { self: '本人', 'legal-rep': '我是法定代表人、经营者', agent: '对方授权我代办' }

/** How much is known before anybody starts to type. */
const Reuse = ({ meter }: { meter: StartView['meter'] }) => (
  <Known
    known={meter.total - meter.left}
    total={meter.total}
    ask={meter.left ? `还要您答 ${meter.left} 项，约 ${meter.minutes} 分钟` : '您看一遍就能提交'}
  >
    {meter.from.length ? `已知的来自${meter.from.join('、')}，您只要确认。` : undefined}
  </Known>
)

export const StartPage: Page<StartView> = ({ data, frame, refused }) => {
  const { item, applicants, division } = data
  const title = `申请办理：${item.name}`
  const guide = `/items/${item.item}?division=${division}`
  return (
    <PublicPage frame={{ ...placedIn(frame, division), settled: false, title }}>
      <Back href={guide}>回到办事指南</Back>
      <Work rail={help(frame, item.impl.phone)}>
        <Sheet>
          <h1>{title}</h1>
          <p className="lead">{item.lead}</p>
          {refused ? <Notice tone="warn" title={refused.sentence} /> : null}
          <Facts
            facts={[
              { name: '在哪里办', value: item.impl.organName },
              {
                name: '要多久',
                value: item.promise.amount === 0 ? '当场办好' : zhAmount(item.promise.amount, item.promise.unit),
                note: item.promise.amount ? `今天提交，最晚${zhDate(data.wouldEndOn)}出结果` : undefined,
              },
              { name: '多少钱', value: item.fees.charged ? item.fees.rows.map((r) => `${r.name} ${r.standard}`).join('；') : '不收费' },
              {
                name: '要带什么',
                value: item.materials.length ? (
                  <Bring
                    items={item.materials.map((m) => ({ name: m.name, note: m.whenText ?? m.tip, exempt: data.held.includes(m.id) }))}
                  />
                ) : (
                  '不用带材料'
                ),
              },
            ]}
          />
          {applicants.length ? <Reuse meter={data.meter} /> : null}
          {data.drafts.length ? (
            <Notice title={`有 ${data.drafts.length} 份没填完的草稿`}>
              {data.drafts.map((d) => (
                <p key={d.id}>
                  <a href={`/drafts/${d.id}`}>接着填</a>（{zhTime(d.savedAt)} 保存，留到{zhDate(d.expiresOn)}）
                </p>
              ))}
            </Notice>
          ) : null}
          {applicants.length === 0 ? (
            <Empty
              title="您现在不能申请这件事"
              why={`这件事${item.who}可以办。您登录的账户下没有符合的人或单位。`}
              acts={[
                { text: '看谁能办', href: guide },
                { text: '换账户登录', href: `/sign-in?back=/apply/${item.item}` },
              ]}
            />
          ) : (
            <form method="post" action={`/apply/${item.item}`}>
              <FormKeys csrf={frame.csrf} />
              <input type="hidden" name="division" value={division} />
              {Object.entries(data.answers).map(([id, value]) => (
                <input key={id} type="hidden" name={`answers[${id}]`} value={value} />
              ))}
              <Radios
                name="applicant"
                label="替谁办？"
                value={applicants.some((a) => a.party === data.acting) ? (data.acting ?? undefined) : applicants[0]!.party}
                choices={applicants.map((a) => ({ value: a.party, text: a.name, hint: asWords[a.as] }))}
              />
              <Acts next={{ text: '开始填' }} links={[{ text: '先看办事指南', href: guide }]} />
            </form>
          )}
        </Sheet>
      </Work>
    </PublicPage>
  )
}

export const TasksPage: Page<TaskListView> = ({ data, frame }) => (
  <TaskListPage
    frame={inName(frame, data, data.item.name)}
    item={data.item.name}
    saved={saved(data.savedAt)}
    rail={help(frame, data.item.impl.phone)}
    plan={data.plan}
    hrefOf={(t) => taskHref(data.id, t)}
    back={`/items/${data.item.item}?division=${data.division}`}
    keptUntil={zhDate(data.expiresOn)}
    drop={`/drafts/${data.id}/drop`}
  />
)

/** Both answers, where another window was faster. */
const clashOf = ({ id, question, from, form, all, known, places }: QuestionView, refused: PageProps<unknown>['refused']) =>
  refused?.code === 'window.changed-elsewhere'
    ? {
        kept: taskHref(id, { kind: 'question', id: question.id }, from),
        sides: sides(form, question, {
          kept: all,
          known,
          typed: refused.typed,
          showing: { divisionName: (code) => places.find((p) => p.code === code)?.name },
        }),
      }
    : undefined

export const AskPage: Page<QuestionView> = ({ data, frame, key, refused }) => (
  <QuestionPage
    tab={{ window: key, before: data.writer }}
    clash={clashOf(data, refused)}
    frame={inName(frame, data, data.question.title)}
    item={data.itemName}
    list={`/drafts/${data.id}`}
    saved={saved(data.savedAt)}
    rail={help(frame)}
    sheet={{ form: data.form, answers: data.all, known: data.known, errors: errorsOf(refused), typed: refused?.typed, places: data.places }}
    question={data.question}
    step={data.step}
    back={data.before ? taskHref(data.id, data.before) : `/drafts/${data.id}`}
    trouble={data.stop?.sentence ?? (refused?.code === 'window.changed-elsewhere' ? undefined : troubleOf(refused))}
    next={data.from === 'check' ? '保存，回到检查' : undefined}
  />
)

export const GivePage: Page<MaterialView> = ({ data, frame, refused }) => (
  <MaterialPage
    frame={inName(frame, data, data.line.material.name)}
    item={data.itemName}
    list={`/drafts/${data.id}`}
    saved={saved(data.savedAt)}
    rail={help(frame)}
    line={data.line}
    step={data.step}
    back={data.before ? taskHref(data.id, data.before) : `/drafts/${data.id}`}
    fileHref={(hash) => `/drafts/${data.id}/files/${hash}`}
    followBy={data.followBy}
    earlier={data.earlier.map((e) => ({
      key: e.key,
      about: `${e.on}交的，用于“${e.itemName}”`,
      files: e.files.map((f) => ({ name: f.name, bytes: f.size, href: `/cases/${e.caseId}/files/${f.hash}` })),
    }))}
    errors={refused && refused.fields.length === 0 ? [{ field: 'file', sentence: refused.sentence }] : errorsOf(refused)}
  />
)

const Pledge = ({ item, error }: { item: CheckView['item']; error?: string }) =>
  item.commitment ? (
    <Part title="告知承诺书">
      <p>这件事按告知承诺办：您承诺符合条件，我们当场作决定，以后再核查。</p>
      <h3>办这件事的条件</h3>
      <ul>
        {item.commitment.conditions.map((c) => (
          <li key={c}>{c}</li>
        ))}
      </ul>
      <h3>不实的后果</h3>
      <ul>
        {item.commitment.consequences.map((c) => (
          <li key={c}>{c}</li>
        ))}
      </ul>
      <Agree name="pledge" error={error}>{`我已看清以上内容，承诺：${item.commitment.promises.join('；')}`}</Agree>
    </Part>
  ) : null

export const ReviewPage: Page<CheckView> = ({ data, frame, key, refused }) => (
  <CheckPage
    frame={inName(frame, data, data.item.name)}
    clientKey={key}
    item={data.item.name}
    list={`/drafts/${data.id}`}
    saved={saved(data.savedAt)}
    rail={help(frame, data.item.impl.phone)}
    action={`/drafts/${data.id}/check`}
    sections={data.sections}
    materials={data.lines}
    step={data.step}
    organ={data.item.impl.organName}
    questionHref={(q) => taskHref(data.id, { kind: 'question', id: q }, 'check')}
    materialHref={(m) => taskHref(data.id, { kind: 'material', id: m }, 'check')}
    fileHref={(hash) => `/drafts/${data.id}/files/${hash}`}
    errors={refused ? [...data.errors, ...refused.fields] : []}
    wrong={data.errors}
    trouble={troubleOf(refused)}
    pledge={
      <>
        <SaidPart said={data.said} before />
        <Pledge item={data.item} error={errorOf(errorsOf(refused), 'pledge')} />
      </>
    }
  />
)

export const DropPage: Page<DropView> = ({ data, frame }) => (
  <PublicPage frame={inName(frame, data, '删掉草稿')}>
    <Back href={`/drafts/${data.id}`}>回到列表</Back>
    <Work>
      <Sheet>
        <ErrorSummary errors={[]} />
        <h1>删掉“{data.itemName}”的草稿？</h1>
        <p>{saved(data.savedAt)}。删掉以后找不回来。</p>
        <form method="post" action={`/drafts/${data.id}/drop`}>
          <FormKeys csrf={frame.csrf} />
          <Acts plain={[{ text: '删掉草稿', name: 'sure', value: 'yes' }]} links={[{ text: '不删，接着填', href: `/drafts/${data.id}` }]} />
        </form>
      </Sheet>
    </Work>
  </PublicPage>
)
