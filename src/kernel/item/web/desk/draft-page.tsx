import { Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { Differences } from '#ui/desk/differences.tsx'
import { momentText } from '#ui/desk/moment.ts'
import { elementParts, placeOf } from '../../rules/elements.ts'
import type { DraftPage, Finding } from '../../schema/desk.ts'
import { statusNames } from '../../schema/life.ts'
import { Fields } from './element-field.tsx'
import { FormView } from './form/form-view.tsx'
import { History } from './history.tsx'
import { LimitsView } from './limits-view.tsx'
import { type Keeping, useDraft } from './use-draft.ts'
import { Verbs } from './verbs.tsx'

type View = string
const extra = [
  ['form', '表单'],
  ['changes', '改了什么'],
  ['rehearsal', '时限预演'],
  ['history', '经过'],
] as const

function Parts({
  findings,
  changes,
  view,
  choose,
}: {
  findings: readonly Finding[]
  changes: number
  view: View
  choose: (view: View) => void
}) {
  const wrong = (part: string) => findings.filter((f) => placeOf(f.path).part === part).length
  const item = (id: string, title: string, count: string) => (
    <li key={id}>
      <button type="button" className="btn bare nav" aria-current={view === id ? 'page' : undefined} onClick={() => choose(id)}>
        {title}
        <span className="n">{count}</span>
      </button>
    </li>
  )
  return (
    <nav className="col facts rail" aria-label="要素">
      <h2>要素</h2>
      <ul>{elementParts.map((p) => item(p.id, p.title, wrong(p.id) ? `${wrong(p.id)} 处` : ''))}</ul>
      <h2>版本</h2>
      <ul>
        {extra.map(([id, title]) =>
          item(id, title, id === 'form' && wrong('form') ? `${wrong('form')} 处` : id === 'changes' && changes ? String(changes) : ''),
        )}
      </ul>
    </nav>
  )
}

const keepWords: Record<Keeping['state'], string> = { kept: '已保存', waiting: '还没保存', sending: '正在保存', failed: '没有存上' }

function Keep({ keeping, savedAt, retry }: { keeping: Keeping; savedAt: string; retry: () => void }) {
  if (keeping.state !== 'failed')
    return (
      <span className="soft" role="status">
        {keeping.state === 'kept' ? `${momentText(savedAt)} ${keepWords.kept}` : keepWords[keeping.state]}
      </span>
    )
  return (
    <span role="alert" className="wrong">
      {keeping.sentence}{' '}
      <Button size="small" onClick={retry}>
        取最新的，把我的改动再存一次
      </Button>
    </span>
  )
}

function Findings({ findings, choose }: { findings: readonly Finding[]; choose: (finding: Finding) => void }) {
  const errors = findings.filter((f) => f.severity === 'error').length
  return (
    <section className="block">
      <h2>
        要改的地方 <span>{findings.length === 0 ? '没有，可以往下走' : `${errors} 处必须改，${findings.length - errors} 处建议改`}</span>
      </h2>
      <ul className="findings">
        {findings.map((f) => (
          <li key={f.path + f.sentence}>
            <button type="button" className="btn bare nav" onClick={() => choose(f)}>
              <span>
                {f.severity === 'warning' ? <i className="tag">建议</i> : null} <b>{placeOf(f.path).label}</b>：{f.sentence}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const intro = {
  submit: '提交后不能再改，由部门审核；退回才能改。',
  endorse: '您确认内容属实、合法，提请审改部门审定。',
  approve: '审定后就可以发布。',
  publish: '发布后马上生效，群众看到的办事指南换成这一版；已经收的办件还按原来的版本办。',
  abandon: '放弃后这个版本不再编制，改动不会发布。',
}

const introOf = ({ limits }: DraftPage): typeof intro => {
  if (!limits.changed) return intro
  const { rehearsal } = limits
  const said =
    limits.rehearsed && rehearsal
      ? `时限改了，预演过 ${rehearsal.looked} 件，会改变 ${rehearsal.changed} 件。`
      : '时限改了，还没有用去年的办件预演过。不预演就发布，请写明理由，会留在版本上。'
  return { ...intro, publish: `${said}${intro.publish}` }
}

type Draft = ReturnType<typeof useDraft>

function Working({ page, draft, view }: { page: DraftPage; draft: Draft; view: View }) {
  if (view === 'rehearsal') return <LimitsView id={page.id} limits={page.limits} again={() => void draft.again()} />
  if (view === 'history') return <History history={page.history} />
  if (view === 'changes')
    return page.changes.length ? (
      <Differences label="改了什么" rows={page.changes.map((c) => ({ ...c, where: c.part }))} />
    ) : (
      <p className="soft">{page.base === null ? '这是第一个版本，没有可以对照的。' : '和在用的版本一样，还没有改。'}</p>
    )
  const part = elementParts.find((p) => p.id === view) ?? elementParts[0]!
  return (
    <>
      <h2>{part.title}</h2>
      <Fields
        elements={part.elements}
        at=""
        node={draft.file}
        draft={{
          file: draft.file!,
          findings: page.findings,
          writable: page.writable,
          organs: page.organs,
          branches: page.branches,
          change: draft.change,
        }}
      />
    </>
  )
}

function Head({ page, draft }: { page: DraftPage; draft: Draft }) {
  const retry = () => void draft.again().then(() => draft.send())
  return (
    <div className="head">
      <Link className="small" to={`/desk/items/${page.code}`}>
        回到事项
      </Link>
      <h1>{page.name}</h1>
      <b role="status">{statusNames[page.status]}</b>
      <span className="soft">{page.base === null ? '第一个版本' : `从第 ${page.base} 版改起`}</span>
      <span className="right" />
      {page.writable ? (
        <Keep keeping={draft.keeping} savedAt={page.savedAt} retry={retry} />
      ) : (
        <span className="soft">{page.whyNotWritable}</span>
      )}
    </div>
  )
}

/** The next step of the version, and why it is changed. */
const Steps = ({ page, draft, done }: { page: DraftPage; draft: Draft; done: (verb: string) => void }) => (
  <>
    <section className="block">
      <h2>现在可以办</h2>
      {draft.unsent > 0 ? (
        <p className="soft">等改动存好，再走下一步。</p>
      ) : (
        <Verbs verbs={page.verbs} path={(verb) => `/item-drafts/${page.id}/${verb}`} intro={introOf(page)} done={done} />
      )}
    </section>
    {page.reason ? (
      <section className="block">
        <h2>为什么变更</h2>
        <p>{page.reason}</p>
      </section>
    ) : null}
  </>
)

const Broken = ({ sentence }: { sentence: string }) => (
  <main className="empty" role="alert">
    <h1>打不开这个版本</h1>
    <p>{sentence}</p>
    <p>
      <Link to="/desk/items">回到事项</Link>
    </p>
  </main>
)

/** A version under way: its elements, what is wrong beside each, what it changes, and the next step. */
export function DraftPageView() {
  const { id = '' } = useParams()
  const go = useNavigate()
  const draft = useDraft(id)
  const [view, setView] = useState<View>(elementParts[0]!.id)
  const { page } = draft
  if (draft.error) return <Broken sentence={draft.error} />
  if (!page || !draft.file) return null
  const show = (next: View) => {
    setView(next)
    if (next === 'changes' || next === 'rehearsal') void draft.again()
  }
  const toFinding = (f: Finding) => {
    setView(placeOf(f.path).part)
    requestAnimationFrame(() => document.getElementById(`el-${f.path}`)?.focus())
  }
  const done = (verb: string) => (verb === 'publish' || verb === 'abandon' ? go(`/desk/items/${page.code}`) : void draft.again())
  return (
    <main className="case draft">
      <Head page={page} draft={draft} />
      <Parts findings={page.findings} changes={page.changes.length} view={view} choose={show} />
      {view === 'form' ? (
        <FormView
          page={page}
          text={draft.form ?? JSON.stringify(page.form, null, 2)}
          scenarios={draft.file.scenarios}
          keep={draft.changeForm}
        >
          <Steps page={page} draft={draft} done={done} />
        </FormView>
      ) : (
        <>
          <section className="col">
            <div className="block scroll" key={view}>
              <Working page={page} draft={draft} view={view} />
            </div>
          </section>
          <aside className="col side">
            <div className="scroll">
              <Steps page={page} draft={draft} done={done} />
              <Findings findings={page.findings} choose={toFinding} />
            </div>
          </aside>
        </>
      )}
    </main>
  )
}
