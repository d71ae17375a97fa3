import { Button, Checkbox, ConfigProvider, Input, Radio } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { heldMaterials, satisfied } from '#kernel/case/rules/materials.ts'
import type { Material, StoredFile } from '#kernel/case/schema.ts'
import { checks } from '#kernel/form/rules/checks.ts'
import { examine, type RawCheck } from '#kernel/form/rules/examine.ts'
import { materialsFor } from '#kernel/form/rules/materials.ts'
import { stopOf } from '#kernel/form/rules/visible.ts'
import type { Answers } from '#kernel/form/schema/answers.ts'
import type { Condition } from '#kernel/form/schema/condition.ts'
import { sourceOf } from '#kernel/holding/rules.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { sizeText } from '#ui/day.ts'
import { command, type FieldWrong, newKey, sentenceOf, Told, upload } from '#ui/desk/client.ts'
import { FileField } from '#ui/desk/file-field.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { nextTheme } from '#ui/desk-theme.ts'
import type { CounterForm, CounterItem, FoundApplicant, Received } from '../../schema/desk.ts'
import { ApplicantPart } from './applicant.tsx'
import { useDesk } from './context.ts'
import { CounterFields } from './form-fields.tsx'

function PickItem() {
  const [q, setQ] = useState('')
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const t = setTimeout(() => setAsked(q.trim()), 200)
    return () => clearTimeout(t)
  }, [q])
  const { data, error } = useLoaded<{ items: CounterItem[] }>(`/work/items?q=${encodeURIComponent(asked)}`)
  return (
    <section className="block stack">
      <h2>办什么事</h2>
      <Input
        autoFocus
        value={q}
        onChange={(e) => setQ(e.target.value)}
        placeholder="事项名称，或申请人的说法，例如 开饭馆"
        aria-label="找事项"
      />
      {error ? (
        <p role="alert" className="wrong">
          {error}
        </p>
      ) : null}
      <ul className="stack">
        {data?.items.map((i) => (
          <li key={i.code + i.division}>
            <Link to={`/desk/receive?code=${i.code}&division=${i.division}`}>{i.name}</Link> <span className="soft">{i.divisionName}</span>
          </li>
        ))}
      </ul>
      {data?.items.length === 0 ? <p className="soft">本窗口收的事项里没有找到。换个说法，或请申请人到对应的窗口。</p> : null}
    </section>
  )
}

type Given = Pick<Material, 'code' | 'provide' | 'files'>
const ways: readonly [Given['provide'], string][] = [
  ['upload', '扫描上传'],
  ['paper', '收纸质'],
  ['tolerant', '容缺后补'],
]

function MaterialLine({
  m,
  given,
  set,
  wrong,
  tolerant,
}: {
  m: CounterForm['materials'][number]
  given: Given | undefined
  set: (g: Given) => void
  wrong: string | undefined
  tolerant: boolean
}) {
  const [told, setTold] = useState('')
  const [busy, setBusy] = useState(false)
  const files = given?.files ?? []
  const add = async (list: FileList) => {
    setBusy(true)
    setTold('')
    const kept: StoredFile[] = []
    for (const file of list)
      await upload<StoredFile>('/work/upload', file).then(
        (f) => kept.push(f),
        (e: unknown) => setTold(`${file.name}：${sentenceOf(e)}`),
      )
    set({ code: m.id, provide: 'upload', files: [...files, ...kept] })
    setBusy(false)
  }
  return (
    <li className="stack tight">
      <span>
        <b>{m.name}</b>
        {m.need === '2' ? <span className="soft">（有就交）</span> : null} <span className="soft small">{m.acceptStandard}</span>
      </span>
      <div className="row">
        <Radio.Group
          size="small"
          value={given?.provide}
          onChange={(e) => set({ code: m.id, provide: e.target.value, files })}
          options={ways.filter(([w]) => w !== 'tolerant' || (tolerant && m.need === '3')).map(([value, label]) => ({ value, label }))}
        />
        {given?.provide === 'upload' ? (
          <FileField name={`上传${m.name}`} multiple listed disabled={busy} chosen={(files) => void add(files)} />
        ) : null}
        {files.map((f) => (
          <span key={f.hash} className="tag">
            {f.name}，{sizeText(f.size)}{' '}
            <Button size="small" type="link" onClick={() => set({ code: m.id, provide: 'upload', files: files.filter((x) => x !== f) })}>
              去掉
            </Button>
          </span>
        ))}
      </div>
      {told || wrong ? (
        <span role="alert" className="wrong">
          {told || wrong}
        </span>
      ) : null}
    </li>
  )
}

function Receipt({ done }: { done: Received }) {
  const paper = done.papers.find((p) => p.title === '收件凭证')
  return (
    <main className="main scroll">
      <div className="block stack">
        <h1>已收件</h1>
        <p>
          办件编号 <b className="num">{done.no}</b>
        </p>
        <p>
          查询码 <b className="num">{done.queryCode}</b>，请告诉申请人，凭它和证件号码后四位能查进度。
        </p>
        <div className="row">
          {paper ? (
            <a className="btn go" href={`/papers/${paper.id}`} target="_blank" rel="noreferrer">
              打印收件凭证
            </a>
          ) : null}
          <Link className="btn" to={`/desk/cases/${done.id}`}>
            打开这一件
          </Link>
          <Link className="btn" to="/desk/receive" reloadDocument>
            收下一件
          </Link>
        </div>
      </div>
    </main>
  )
}

/** The validator compiled by the house comes as a module of its own, so that the page evaluates nothing. */
function useCheck(code: string, division: string): RawCheck | undefined {
  const [check, setCheck] = useState<RawCheck>()
  useEffect(() => {
    import(/* @vite-ignore */ `/work/items/${code}/check?division=${division}`).then(
      (m: { default: (c: typeof checks) => RawCheck }) => setCheck(() => m.default(checks)),
      () => undefined,
    )
  }, [code, division])
  return check
}

type Sure = { declared: boolean; pledged: boolean }

/** The foot of the page: what the applicant confirms, what is wrong, and the one orange button. */
function Confirm(props: {
  pledge: boolean
  sure: Sure
  set: (s: Sure) => void
  told: string
  wrong: readonly FieldWrong[]
  barred: boolean
  submit: () => void
}) {
  const { sure, set, wrong, told } = props
  return (
    <section className="block stack">
      <h2>核对并收件</h2>
      <Checkbox checked={sure.declared} onChange={(e) => set({ ...sure, declared: e.target.checked })}>
        申请人已经看过，确认以上内容真实
      </Checkbox>
      {props.pledge ? (
        <Checkbox checked={sure.pledged} onChange={(e) => set({ ...sure, pledged: e.target.checked })}>
          申请人签了告知承诺书
        </Checkbox>
      ) : null}
      {told ? (
        <div role="alert" className="wrong">
          <p>{told}</p>
          <ul>
            {wrong.map((w) => (
              <li key={w.field}>{w.sentence}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <div>
        <ConfigProvider theme={nextTheme}>
          <Button type="primary" size="large" disabled={props.barred} onClick={props.submit}>
            收件
          </Button>
        </ConfigProvider>
      </div>
    </section>
  )
}

type Asked = CounterForm['materials'][number] & { when?: Condition }

function Materials(props: {
  asked: readonly Asked[]
  held: ReadonlySet<string>
  from: ReadonlyMap<string, string>
  given: Record<string, Given>
  set: (g: Given) => void
  wrong: readonly FieldWrong[]
}) {
  const { asked, held, given } = props
  return (
    <section className="block">
      <h2>
        材料
        <span>
          {asked.length} 件，{asked.filter((m) => held.has(m.id)).length} 件不用交
        </span>
      </h2>
      <ol className="stack">
        {asked.map((m) =>
          held.has(m.id) ? (
            <li key={m.id}>
              <b>{m.name}</b> <span className="tag ok">不用交：{props.from.get(m.id) ?? m.free?.name}</span>
            </li>
          ) : (
            <MaterialLine
              key={m.id}
              m={m}
              tolerant={m.need === '3'}
              given={given[m.id]}
              set={props.set}
              wrong={props.wrong.find((w) => w.field === `material.${m.id}`)?.sentence}
            />
          ),
        )}
      </ol>
    </section>
  )
}

const FormHead = ({ form }: { form: CounterForm }) => (
  <div className="head">
    <Link to="/desk/receive">收件</Link>
    <span className="soft">/</span>
    <h1>{form.name}</h1>
    <span className="soft">
      {form.organ}，承诺 {form.promise}，{form.fees.charged ? form.fees.rows.map((r) => `${r.name} ${r.standard}`).join('；') : '不收费'}
    </span>
  </div>
)

const kindsOf = ({ audiences }: CounterForm): ('legal' | 'natural')[] => [
  ...(audiences.some((a) => a !== '1') ? (['legal'] as const) : []),
  ...(audiences.includes('1') ? (['natural'] as const) : []),
]

/** Sends the application once a key; a refusal gives the sentences back, and what was typed stays. */
function useSubmit() {
  const { refresh } = useDesk()
  const [wrong, setWrong] = useState<readonly FieldWrong[]>([])
  const [told, setTold] = useState('')
  const [done, setDone] = useState<Received>()
  const key = useRef(newKey())
  const show = (fields: readonly FieldWrong[], sentence: string) => {
    setWrong(fields)
    setTold(sentence)
  }
  const refused = (error: unknown) => {
    const told = error instanceof Told ? error : new Told(0, 'fault', '页面出了问题，内容还在，请再试')
    if (told.code !== 'offline') key.current = newKey()
    show(told.fields, told.message)
  }
  const send = (body: object) =>
    command<Received>('/work/receive', body, key.current).then((answer) => {
      setDone(answer)
      refresh()
    }, refused)
  return { wrong, told, done, show, send }
}

function Application({ form }: { form: CounterForm }) {
  const check = useCheck(form.code, form.division)
  const [applicant, setApplicant] = useState<FoundApplicant>()
  const [answers, setAnswers] = useState<Answers>({})
  const [given, setGiven] = useState<Record<string, Given>>({})
  const [sure, setSure] = useState<Sure>({ declared: false, pledged: false })
  const { wrong, told, done, show, send } = useSubmit()
  const library = { holdings: applicant?.holdings ?? [], today: form.today }
  const listed = form as unknown as Pick<HandlingItem, 'materials'>
  const held = applicant ? heldMaterials(listed, { kind: applicant.kind }, library) : new Set<string>()
  const from = new Map([...satisfied(listed, library)].map(([id, h]) => [id, sourceOf(h)]))
  const asked = materialsFor(form.materials as Asked[], answers)
  const stop = stopOf(form.form, answers)
  const submit = () => {
    const local = check ? examine(form.form, answers, check, { today: form.today }).errors : []
    show(local, local.length ? `有 ${local.length} 处要改` : '')
    if (local[0]) return document.querySelector(`[data-field="${local[0].field.split('[')[0]}"]`)?.scrollIntoView({ block: 'center' })
    const materials = asked.flatMap((m) => (given[m.id] && !held.has(m.id) ? [{ ...given[m.id], name: m.name }] : []))
    void send({ item: form.code, division: form.division, applicant: applicant?.party ?? '', answers, materials, ...sure })
  }
  if (done) return <Receipt done={done} />
  return (
    <main className="main scroll">
      <FormHead form={form} />
      <section className="block">
        <h2>申请人</h2>
        <ApplicantPart kinds={kindsOf(form)} found={applicant} chosen={setApplicant} />
      </section>
      {stop ? (
        <p className="block wrong" role="alert">
          {stop.sentence}
        </p>
      ) : null}
      <CounterFields
        form={form.form}
        answers={answers}
        divisions={form.divisions}
        wrong={wrong}
        set={(name, value) => setAnswers((a) => ({ ...a, [name]: value }) as Answers)}
      />
      <Materials
        asked={asked}
        held={held}
        from={from}
        given={given}
        wrong={wrong}
        set={(g) => setGiven((all) => ({ ...all, [g.code]: g }))}
      />
      <Confirm pledge={form.pledge} sure={sure} set={setSure} told={told} wrong={wrong} barred={stop !== undefined} submit={submit} />
    </main>
  )
}

/** The counter: one page from the item to the receipt. */
export function ReceivePage() {
  const [params] = useSearchParams()
  const [code, division] = [params.get('code'), params.get('division')]
  const { data, error } = useLoaded<CounterForm>(code && division ? `/work/items/${code}?division=${division}` : null)
  if (!code)
    return (
      <main className="main scroll">
        <div className="head">
          <h1>收件</h1>
          <span className="soft">和网上同一套表单、同一套要求</span>
        </div>
        <PickItem />
      </main>
    )
  if (error)
    return (
      <main className="main">
        <div className="empty" role="alert">
          <p>{error}</p>
          <p>
            <Link to="/desk/receive">另选一个事项</Link>
          </p>
        </div>
      </main>
    )
  return data ? (
    <Application key={code + division} form={data} />
  ) : (
    <main className="main">
      <div className="empty" role="status">
        <p>正在打开表单</p>
      </div>
    </main>
  )
}
