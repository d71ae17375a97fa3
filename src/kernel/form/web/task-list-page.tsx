import { Known as Meter, Sheet as Paper, StepLine, TaskList, Work } from '#ui/public/apply.tsx'
import { Acts, Back } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { Plan, PlanTask } from '../rules/plan.ts'
import type { Journey } from './question-page.tsx'

type Props = Omit<Journey, 'list' | 'clientKey' | 'action'> & {
  plan: Plan
  /** the page of a task */
  hrefOf: (task: PlanTask) => string
  /** the guide */
  back: string
  /** 9月13日（周三） */
  keptUntil: string
  /** the page that asks whether to throw the draft away */
  drop: string
}

const numbers = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

const askText = ({ left, minutes }: Plan['meter']) => (left === 0 ? '都有了，请检查后提交' : `还要您答 ${left} 项，约 ${minutes} 分钟`)
const nextText = (plan: Plan) =>
  plan.next?.kind === 'check' ? '检查并提交' : `${plan.done === 0 ? '开始' : '接着做'}：${plan.next?.title}`

/** The task list of a long application: what is known already, what is left, in any order; shown again at each return. */
export function TaskListPage({ frame, item, saved, rail, plan, hrefOf, back, keptUntil, drop }: Props) {
  const { meter } = plan
  return (
    <PublicPage frame={frame} title={`您的申请：${item}`}>
      <Back href={back}>回到办事指南</Back>
      <Work rail={rail}>
        <Paper>
          <StepLine where={`草稿留到 ${keptUntil}`} saved={saved} />
          <h1>{item}</h1>
          <Meter known={meter.total - meter.left} total={meter.total} ask={askText(meter)}>
            {meter.from.length ? `已知的来自${meter.from.join('、')}，您只要确认。` : undefined}
          </Meter>
          <Acts next={plan.next && { text: nextText(plan), href: hrefOf(plan.next) }}>
            <span className="small soft">
              做完 {plan.done} 项，共 {plan.total} 项
            </span>
          </Acts>
          {plan.sections.map((s, i) => (
            <TaskList
              key={s.id}
              number={numbers[i] ?? String(i + 1)}
              title={s.title}
              tasks={s.tasks.map((t) => ({
                title: t.title,
                note: t.note ?? (t.optional ? '可以不填' : undefined),
                href: hrefOf(t),
                state: t.state,
              }))}
            />
          ))}
          <p className="meta">
            先做哪项都行，随时可以停，下次登录还在这一页。<a href={drop}>不办了，删掉草稿</a>
          </p>
        </Paper>
      </Work>
    </PublicPage>
  )
}
