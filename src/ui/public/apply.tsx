import type { ReactNode } from 'react'

/** The white sheet of an application with help beside it (`rail`); one thing on a sheet. */
export const Work = ({ rail, top, children }: { rail?: ReactNode; top?: boolean; children: ReactNode }) => (
  <div className={top ? 'wrap work work--top' : 'wrap work'}>
    {children}
    {rail}
  </div>
)

export const Sheet = ({ children }: { children: ReactNode }) => <div className="sheet">{children}</div>

/** Where you are, and when it was saved: `第 2 步，共 4 步：店和人`, `15:24 已自动保存`. */
export const StepLine = ({ where, saved }: { where: ReactNode; saved?: ReactNode }) => (
  <p className="step">
    <span>{where}</span>
    {saved ? <span data-saved="">{saved}</span> : null}
  </p>
)

/** Reuse meter: how many answers are already known, before anybody starts to type; one box an answer. */
export const Known = ({ known, total, ask, children }: { known: number; total: number; ask: ReactNode; children?: ReactNode }) => (
  <div className="known">
    <h2 className="vh">已经知道的</h2>
    <p>
      <b>
        {total} 项中 {known} 项已知
      </b>
      ，{ask}
    </p>
    <div className="known__bar" role="img" aria-label={`${total} 格，${known} 格已知，${total - known} 格待答`}>
      {Array.from({ length: total }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: boxes have no identity
        <i key={i} className={i < known ? 'y' : undefined} />
      ))}
    </div>
    {children ? <p className="small">{children}</p> : null}
  </div>
)

export type TaskState = 'done' | 'todo' | 'half' | 'confirm' | 'blocked' | 'wrong'
export type Task = { /** where an error summary leads */ id?: string; title: string; note?: string; href?: string; state: TaskState }

const taskWords: Record<TaskState, readonly [word: string, className: string | undefined]> = {
  done: ['已完成', undefined],
  todo: ['还没开始', 'tag tag--soft'],
  half: ['填了一半', 'tag tag--try'],
  confirm: ['请确认', 'tag'],
  blocked: ['还不能开始', 'no'],
  wrong: ['有要改的', 'tag tag--hot'],
}

/** Tasks of a long application in any order, `number` where there are several such lists; the whole row is the link, what cannot start yet is grey and no link. */
export const TaskList = ({ number, title, tasks }: { number?: string; title: string; tasks: readonly Task[] }) => (
  <section className="tasks">
    <h2>
      {number ? <span>{number}</span> : null}
      {title}
    </h2>
    <ul>
      {tasks.map((t) => (
        <li key={t.title} id={t.id}>
          <div>
            {t.href && t.state !== 'blocked' ? <a href={t.href}>{t.title}</a> : <span className="no">{t.title}</span>}
            {t.note ? <small>{t.note}</small> : null}
          </div>
          <span className={taskWords[t.state][1]}>{taskWords[t.state][0]}</span>
        </li>
      ))}
    </ul>
  </section>
)

/** First child of every form that changes something: `_csrf` against forged forms, `_key` so that a second press gives the first answer. */
export const FormKeys = ({ csrf, clientKey }: { csrf?: string; clientKey?: string }) => (
  <>
    {/* Enter in a text field presses the first submit button of a form; without this one it could be a “删除” beside a file. */}
    <button className="vh" type="submit" tabIndex={-1} aria-hidden="true" />
    {csrf ? <input type="hidden" name="_csrf" value={csrf} /> : null}
    {clientKey ? <input type="hidden" name="_key" value={clientKey} /> : null}
  </>
)
