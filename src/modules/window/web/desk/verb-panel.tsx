import { Button, ConfigProvider, Modal } from 'antd'
import { useState } from 'react'
import { command, newKey, Told } from '#ui/desk/client.ts'
import { nextTheme } from '#ui/desk-theme.ts'
import type { CasePage, CaseVerb } from '../../schema/desk.ts'
import { firstValues, PiecesForm, pieces, type Values } from './verb-pieces.tsx'

type Panel = { page: CasePage; verb: CaseVerb; done: (sentence: string) => void; changed: () => void; close: () => void }

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

/** The panel of one verb: what it asks, what was refused, and everything typed stays until it is done. */
export function VerbPanel(panel: Panel) {
  const { page, verb, close } = panel
  const asks = pieces[verb.verb] ?? []
  const [values, setValues] = useState<Values>(() => firstValues(asks, page))
  const { wrong, busy, act } = useVerb(panel)
  const sentenceFor = (name: string) =>
    wrong?.fields
      .filter((f) => f.field === name || f.field.startsWith(`${name}.`))
      .map((f) => f.sentence)
      .join('；')
  const footer = (
    <>
      <Button onClick={close}>先不办</Button>{' '}
      <ConfigProvider theme={nextTheme}>
        <Button type="primary" loading={busy} onClick={() => void act(values)}>
          {verb.needsApproval ? `提交审批：${verb.label}` : verb.label}
        </Button>
      </ConfigProvider>
    </>
  )
  return (
    <Modal open title={verb.label} onCancel={close} destroyOnHidden width="min(44rem, 94vw)" maskClosable={false} footer={footer}>
      <div className="stack">
        <Before page={page} verb={verb} />
        <PiecesForm asks={asks} values={values} set={(c) => setValues((old) => ({ ...old, ...c }))} page={page} wrongFor={sentenceFor} />
        <Wrong
          sentence={wrong && `${wrong.message}${wrong.code === 'case.changed' ? '。最新的经过已经刷新在右边，确认后再按一次。' : ''}`}
        />
      </div>
    </Modal>
  )
}
