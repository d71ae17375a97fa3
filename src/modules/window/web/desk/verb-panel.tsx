import { Button, ConfigProvider } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { command, newKey, sentenceOf, Told } from '#ui/desk/client.ts'
import { Dialog } from '#ui/desk/dialog.tsx'
import { momentText } from '#ui/desk/moment.ts'
import { nextTheme } from '#ui/desk-theme.ts'
import type { CasePage, CaseVerb, PenView } from '../../schema/desk.ts'
import { SeenByApplicant } from './seen.tsx'
import { firstValues, PiecesForm, pieces, type Values } from './verb-pieces.tsx'

type Panel = {
  page: CasePage
  verb: CaseVerb
  /** what is filled in from where the panel was opened */
  given?: Values
  done: (sentence: string) => void
  changed: () => void
  close: () => void
}

const toldOf = (error: unknown) => (error instanceof Told ? error : new Told(0, 'fault', '页面出了问题，请刷新再试'))

/** One command in the making: a refusal keeps what was typed, and where the case has changed it is read again. */
function useVerb({ page, verb, done, changed }: Panel) {
  const [wrong, setWrong] = useState<Told>()
  const [busy, setBusy] = useState(false)
  const [key, setKey] = useState(newKey)
  const refused = (error: unknown) => {
    const told = toldOf(error)
    setWrong(told)
    if (told.code !== 'offline') setKey(newKey())
    if (told.status === 409) changed()
  }
  const act = (input: Values) => {
    setBusy(true)
    return command<{ waiting?: string }>(`/work/cases/${page.id}/${verb.verb}`, { input, seen: page.seq }, key)
      .then((taken) => done(taken.waiting ?? `已${verb.label}`), refused)
      .finally(() => setBusy(false))
  }
  return { wrong, busy, act }
}

const Wrong = ({ sentence }: { sentence: string | undefined }) =>
  sentence ? (
    <span role="alert" className="wrong">
      {sentence}
    </span>
  ) : null

/** What is wrong with one question, each sentence once; of several entries it says which. */
function sentenceOn(fields: Told['fields'], name: string): string {
  const entries = new Map<string, number[]>()
  for (const { field, sentence } of fields) {
    if (field !== name && !field.startsWith(`${name}.`)) continue
    const [, nth] = /^\.(\d+)\./.exec(field.slice(name.length)) ?? []
    entries.set(sentence, [...(entries.get(sentence) ?? []), ...(nth === undefined ? [] : [Number(nth) + 1])])
  }
  return [...entries].map(([sentence, nth]) => (nth.length ? `第 ${nth.join('、')} 条：${sentence}` : sentence)).join('；')
}

/** What the one who decides should know before the questions. */
function Before({ page, verb }: { page: CasePage; verb: CaseVerb }) {
  const asked = verb.verb === 'grantApproval' ? page.pending : null
  return (
    <>
      {verb.needsApproval ? <p className="why">这一步要负责人同意。提交后转到“待审批”，同意之前时限照算。</p> : null}
      {asked ? (
        <p>
          {asked.by}申请：{asked.label}。{asked.input.map((r) => `${r.label}：${r.value}`).join('；')}
        </p>
      ) : null}
      {pieces[verb.verb] ? null : (
        <p>
          {page.itemName}，{page.applicant.name}。
        </p>
      )}
    </>
  )
}

type Kept = { at?: string; pen?: PenView | null; wrong?: string }
const quiet = 1_000

/** Takes the pen when the panel opens, and keeps what is typed a second after the last key. */
function useDraft({ page, verb }: Panel, values: Values, asks: boolean): Kept {
  const [kept, setKept] = useState<Kept>({})
  const first = useRef(values)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pen is taken once, when the panel opens
  useEffect(() => {
    command<PenView | null>(`/work/cases/${page.id}/pen`, { seen: page.seq }).then(
      (pen) => setKept((k) => ({ ...k, pen })),
      (e: unknown) => setKept({ wrong: sentenceOf(e) }),
    )
  }, [])
  useEffect(() => {
    if (!asks || values === first.current) return
    const keep = () =>
      command<{ at: string; pen: PenView | null }>(`/work/cases/${page.id}/draft`, { verb: verb.verb, values, seen: page.seq }).then(
        setKept,
        (e: unknown) => setKept({ wrong: `草稿没有存上：${sentenceOf(e)}` }),
      )
    const timer = setTimeout(() => void keep(), quiet)
    return () => clearTimeout(timer)
  }, [asks, page.id, page.seq, verb.verb, values])
  return kept
}

/** Whose the pen is, and when the draft was kept. */
const KeptLine = ({ kept, page }: { kept: Kept; page: CasePage }) => {
  if (kept.wrong) return <span className="wrong small">{kept.wrong}</span>
  if (kept.pen && !kept.pen.mine)
    return (
      <span className="wrong small">
        {kept.pen.name}正在写，{momentText(kept.pen.until)}前有效。您可以先写着，办的时候会再看一次。
      </span>
    )
  return kept.at ? (
    <span className="soft small" role="status">
      草稿 {momentText(kept.at, page.now)} 已存
    </span>
  ) : null
}

/** The panel of one verb: what it asks, what the applicant will read, what was refused; everything typed stays until it is done. */
export function VerbPanel(panel: Panel) {
  const { page, verb, given, close } = panel
  const asks = pieces[verb.verb] ?? []
  const draft = page.drafts.find((d) => d.mine && d.verb === verb.verb)
  const [values, setValues] = useState<Values>(() => ({ ...firstValues(asks, page), ...draft?.values, ...given }))
  const { wrong, busy, act } = useVerb(panel)
  const kept = useDraft(panel, values, asks.length > 0)
  const leave = () => {
    void command(`/work/cases/${page.id}/pen-down`, {}).finally(panel.changed)
    close()
  }
  const sentenceFor = (name: string) => wrong && sentenceOn(wrong.fields, name)
  const footer = (
    <div className="row">
      <KeptLine kept={kept} page={page} />
      <span className="right" />
      <Button onClick={leave}>先不办</Button>
      <ConfigProvider theme={nextTheme}>
        <Button type="primary" loading={busy} onClick={() => void act(values)}>
          {verb.needsApproval ? `提交审批：${verb.label}` : verb.label}
        </Button>
      </ConfigProvider>
    </div>
  )
  return (
    <Dialog title={verb.label} close={leave} footer={footer}>
      <div className="stack">
        <Before page={page} verb={verb} />
        {draft ? <p className="why">接着您 {momentText(draft.at)} 存的草稿写。</p> : null}
        <PiecesForm
          verb={verb.verb}
          asks={asks}
          values={values}
          set={(c) => setValues((old) => ({ ...old, ...c }))}
          page={page}
          wrongFor={sentenceFor}
        />
        <SeenByApplicant page={page} verb={verb.verb} values={values} />
        <Wrong
          sentence={wrong && `${wrong.message}${wrong.code === 'case.changed' ? '。最新的经过已经刷新在右边，确认后再按一次。' : ''}`}
        />
      </div>
    </Dialog>
  )
}
