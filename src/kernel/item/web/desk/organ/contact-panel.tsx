import { Button, ConfigProvider } from 'antd'
import { useEffect, useState } from 'react'
import { sentenceAt, useCommand } from '#ui/desk/act-panel.tsx'
import { type Ask, AskField, Wrong } from '#ui/desk/ask.tsx'
import { Dialog } from '#ui/desk/dialog.tsx'
import { nextTheme } from '#ui/desk-theme.ts'
import { contactFields, contactOf } from '../../../rules/organ.ts'
import type { Organ } from '../../../schema/organ.ts'
import type { Contact } from '../../../schema/organ-desk.ts'
import { contactAsks } from './acts.ts'

const reasonAsk: Ask = { kind: 'line', name: 'reason', label: '为什么改', hint: '例如 电话割接、搬进新大厅；查经过的人看得到' }
type Props = { organ: Organ; again: () => void; done: (answer: { changed: string[] }) => void; close: () => void }

/**
 * How an organ is reached, to be changed. Only what was typed is sent as a change; where a colleague was faster, the page is read
 * again behind what stands here, and nothing typed is lost.
 */
export function ContactPanel({ organ, again, done, close }: Props) {
  const [typed, setTyped] = useState<Partial<Contact>>({})
  const [reason, setReason] = useState('')
  const { wrong, busy, run } = useCommand<{ changed: string[] }>(`/organ-directory/${organ.id}/contact`, done)
  const seen = contactOf(organ)
  useEffect(() => {
    if (wrong?.code === 'item.organ-edited-meanwhile') again()
  }, [wrong, again])
  const fields = new Set<string>([...contactFields, 'reason'])
  const elsewhere = wrong?.fields.filter((f) => !fields.has(f.field)).map((f) => f.sentence) ?? []
  return (
    <Dialog
      title={`改${organ.shortName}的联系方式`}
      close={close}
      footer={
        <>
          <Button onClick={close}>先不改</Button>{' '}
          <ConfigProvider theme={nextTheme}>
            <Button type="primary" loading={busy} onClick={() => void run({ ...seen, ...typed, seen, reason })}>
              保存，马上生效
            </Button>
          </ConfigProvider>
        </>
      }
    >
      <div className="stack">
        <p className="soft">保存以后，办事指南马上用新的。事项自己另写了地点、电话的，还按事项写的。以前的文书不变。</p>
        {contactAsks.map((ask) => (
          <AskField
            key={ask.name}
            ask={ask}
            value={typed[ask.name as keyof Contact] ?? seen[ask.name as keyof Contact]}
            set={(v) => setTyped((old) => ({ ...old, [ask.name]: String(v ?? '') }))}
            wrong={sentenceAt(wrong, ask.name)}
          />
        ))}
        <AskField ask={reasonAsk} value={reason} set={(v) => setReason(String(v ?? ''))} wrong={sentenceAt(wrong, 'reason')} />
        <Wrong sentence={wrong && [wrong.message, ...elsewhere].join('；')} />
      </div>
    </Dialog>
  )
}
