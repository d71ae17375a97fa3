import { Button, ConfigProvider } from 'antd'
import { useEffect, useState } from 'react'
import type { BatchView } from '#kernel/batch/schema/batch.ts'
import { OutList } from '#kernel/batch/web/desk/outs.tsx'
import { command, load, newKey, sentenceOf, Told } from '#ui/desk/client.ts'
import { Dialog } from '#ui/desk/dialog.tsx'
import { nextTheme } from '#ui/desk-theme.ts'
import type { MarkedVerb, Previewed } from '../../schema/batch.ts'
import type { CasePage } from '../../schema/desk.ts'
import { SeenByApplicant } from './seen.tsx'
import { firstValues, PiecesForm, pieces, type Values } from './verb-pieces.tsx'

type Ready = { preview: Previewed; page: CasePage | undefined }

/** What the panel shows before anything runs: who can and who cannot, and the first case, whose item says what can be chosen. */
function useReady(verb: MarkedVerb, ids: readonly string[]): Ready | { wrong: string } | undefined {
  const [ready, setReady] = useState<Ready | { wrong: string }>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the panel opens
  useEffect(() => {
    const ask = async () => {
      const preview = await command<Previewed>('/work/batches/preview', { verb: verb.verb, ids })
      const [first] = preview.can
      return { preview, page: first ? await load<CasePage>(`/work/cases/${first}`) : undefined }
    }
    ask().then(setReady, (e: unknown) => setReady({ wrong: sentenceOf(e) }))
  }, [])
  return ready
}

type Panel = { verb: MarkedVerb; ids: readonly string[]; begun: (batch: BatchView) => void; close: () => void }

function Form({ verb, ready, begun, close }: Omit<Panel, 'ids'> & { ready: Ready }) {
  const { preview, page } = ready
  const asks = pieces[verb.verb] ?? []
  const [values, setValues] = useState<Values>(() => (page ? firstValues(asks, page) : {}))
  const [wrong, setWrong] = useState<Told>()
  const [busy, setBusy] = useState(false)
  const [key, setKey] = useState(newKey)
  const begin = () => {
    setBusy(true)
    command<BatchView>('/work/batches', { verb: verb.verb, ids: preview.can, input: values }, key)
      .then(begun, (e: unknown) => {
        setWrong(e instanceof Told ? e : new Told(0, 'fault', '页面出了问题，请刷新再试'))
        if (!(e instanceof Told && e.code === 'offline')) setKey(newKey())
      })
      .finally(() => setBusy(false))
  }
  const wrongFor = (name: string) =>
    wrong?.fields
      .filter((f) => f.field === name || f.field.startsWith(`${name}.`))
      .map((f) => f.sentence)
      .join('；')
  return (
    <>
      <div className="stack">
        <p>
          <b>{preview.can.length} 件</b>可以{preview.label}
          {verb.needsApproval ? '，要负责人同意，提交后逐件转到“待审批”' : ''}。{asks.length ? '下面填一次，每一件都用。' : ''}
        </p>
        {preview.out.length || preview.gone ? <OutList out={preview.out} gone={preview.gone} unit="件" /> : null}
        {page ? (
          <PiecesForm
            verb={verb.verb}
            asks={asks}
            values={values}
            set={(c) => setValues((v) => ({ ...v, ...c }))}
            page={page}
            wrongFor={wrongFor}
          />
        ) : null}
        {page ? <SeenByApplicant page={page} verb={verb.verb} values={values} /> : null}
        {wrong ? (
          <p role="alert" className="wrong">
            {wrong.message}
          </p>
        ) : null}
        <p className="why">一件一件地办，哪一件办不了不影响别的；办完 10 秒内可以整批撤回。</p>
      </div>
      <div className="row panel-foot">
        <Button onClick={close}>先不办</Button>
        <ConfigProvider theme={nextTheme}>
          <Button type="primary" loading={busy} disabled={preview.can.length === 0} onClick={begin}>
            {preview.label} {preview.can.length} 件
          </Button>
        </ConfigProvider>
      </div>
    </>
  )
}

/** A verb over many: the preview, the reason once for all, and the order. */
export function BatchPanel(panel: Panel) {
  const ready = useReady(panel.verb, panel.ids)
  return (
    <Dialog title={`批量${panel.verb.label}`} close={panel.close}>
      {ready === undefined ? <p role="status">正在看哪些能办</p> : null}
      {ready && 'wrong' in ready ? (
        <p role="alert" className="wrong">
          {ready.wrong}
        </p>
      ) : null}
      {ready && !('wrong' in ready) ? <Form {...panel} ready={ready} /> : null}
    </Dialog>
  )
}
