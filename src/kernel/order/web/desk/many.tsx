import { useEffect, useState } from 'react'
import type { BatchView, Previewed } from '#kernel/batch/schema/batch.ts'
import { BatchDock } from '#kernel/batch/web/desk/dock.tsx'
import { useBatch } from '#kernel/batch/web/desk/follow.ts'
import { OutList } from '#kernel/batch/web/desk/outs.tsx'
import { ActPanel } from '#ui/desk/act-panel.tsx'
import { BulkBar } from '#ui/desk/bulk-bar.tsx'
import { command, sentenceOf } from '#ui/desk/client.ts'
import { Dialog } from '#ui/desk/dialog.tsx'
import { useKeys } from '#ui/desk/keys.ts'
import { type Marks, useOfMarked } from '#ui/desk/marks.ts'
import type { MarkedVerb, MarkedVerbs } from '../../schema/many.ts'
import { asksOf } from './asks.ts'

const [leave, shownVerbs] = ['Escape', 4] as const

/** Verbs of several kinds in one list say whose they are. */
const wordOf = (v: MarkedVerb, all: readonly MarkedVerb[]) =>
  new Set(all.map((o) => o.kind)).size > 1 ? `${v.kindTitle}：${v.label}` : v.label

function verdictOf(verbs: MarkedVerbs | undefined): string {
  const next = verbs?.verbs[0]
  if (!verbs) return '正在看能办什么'
  if (!next) return '这些工单没有能一起办的动作'
  const word = wordOf(next, verbs.verbs)
  return next.out.length ? `可${word} ${next.can} 张，${next.out.length} 张不可` : `都可以${word}`
}

type Acting = { verb: MarkedVerb; ids: readonly string[]; organs: MarkedVerbs['organs'] }

/** Who can and who cannot, asked of the house when the panel opens. */
function usePreview({ verb, ids }: Acting): Previewed | { wrong: string } | undefined {
  const [seen, setSeen] = useState<Previewed | { wrong: string }>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the panel opens
  useEffect(() => {
    command<Previewed>('/orders/preview', { kind: verb.kind, verb: verb.verb, ids }).then(setSeen, (e: unknown) =>
      setSeen({ wrong: sentenceOf(e) }),
    )
  }, [])
  return seen
}

/** A verb over many: who can and who cannot, what it asks once for all, and the order. */
function ManyPanel({ acting, begun, close }: { acting: Acting; begun: (batch: BatchView) => void; close: () => void }) {
  const { verb, organs } = acting
  const seen = usePreview(acting)
  if (!seen || 'wrong' in seen)
    return (
      <Dialog title={`批量${verb.label}`} close={close}>
        {seen ? <p role="alert">{seen.wrong}</p> : <p role="status">正在看哪些能办</p>}
      </Dialog>
    )
  const out = seen.out.map(({ cells: [no = ''], why }) => ({ no, why }))
  const intro = (
    <div className="stack">
      <p>
        <b>{seen.can.length} 张</b>可以{verb.label}。{verb.asks.length ? '下面填一次，每一张都用。' : ''}
      </p>
      {out.length || seen.gone ? <OutList out={out} gone={seen.gone} unit="张" /> : null}
      <p className="why">一张一张地办，哪一张办不了不影响别的；办完 10 秒内可以整批撤回。</p>
    </div>
  )
  return (
    <ActPanel
      act={{
        title: `批量${verb.label}`,
        verb: `${verb.label} ${seen.can.length} 张`,
        path: '/orders/batches',
        asks: asksOf(verb.asks, { organs }),
        intro,
        wrap: (input) => ({ kind: verb.kind, verb: verb.verb, ids: seen.can, input }),
      }}
      done={(batch) => begun(batch as BatchView)}
      close={close}
    />
  )
}

/** Merging: which of the marked orders goes on; the others end in it. */
const MergePanel = ({ merge, done, close }: { merge: MarkedVerbs['merge']; done: () => void; close: () => void }) => (
  <ActPanel
    act={{
      title: '合并工单',
      path: '/orders/merge',
      intro: `${merge.length} 张并成一张，按留下的那张的时限办；别的几张了结，来源都归到留下的这张。`,
      asks: [
        {
          name: 'into',
          label: '留下哪一张',
          kind: 'pick',
          first: merge[0]!.id,
          options: merge.map(({ id, text }) => ({ value: id, label: text })),
        },
      ],
      wrap: ({ into }) => ({ into, from: merge.map((m) => m.id).filter((id) => id !== into) }),
    }}
    done={done}
    close={close}
  />
)

type Open = { acting: Acting } | { outOf: MarkedVerb } | { merging: MarkedVerbs['merge'] }

/** Marked orders: what they can do, the panel of a verb, and how far the batch is. `told` and `again` are the list's. */
export function Many({ marks, turn, again, tell }: { marks: Marks; turn: unknown; again: () => void; tell: (s: string) => void }) {
  const { marked, clear } = marks
  const [open, setOpen] = useState<Open>()
  const [batchId, setBatchId] = useState<string>()
  const followed = useBatch(batchId, again)
  const verbs = useOfMarked(marked, turn, (ids) => command<MarkedVerbs>('/orders/marked', { ids }))
  const close = () => setOpen(undefined)
  const run = (verb: MarkedVerb | undefined) => verb && setOpen({ acting: { verb, ids: [...marked], organs: verbs?.organs ?? [] } })
  useKeys({
    a: () => run(verbs?.verbs[0]),
    z: () => void (followed.batch?.recallable && followed.steer('recall')),
    [leave]: () => (marked.size ? clear() : setBatchId(undefined)),
  })
  const begun = (batch: BatchView) => {
    close()
    clear()
    setBatchId(batch.id)
  }
  const merged = () => {
    close()
    clear()
    tell('已合并')
    again()
  }
  return (
    <>
      {marked.size > 0 ? (
        <Bar marked={marked.size} verbs={verbs} run={run} open={setOpen} clear={clear} />
      ) : followed.batch ? (
        <BatchDock {...followed} batch={followed.batch} steer={(how) => void followed.steer(how)} close={() => setBatchId(undefined)} />
      ) : null}
      {open && 'acting' in open ? <ManyPanel acting={open.acting} begun={begun} close={close} /> : null}
      {open && 'merging' in open ? <MergePanel merge={open.merging} done={merged} close={close} /> : null}
      {open && 'outOf' in open ? (
        <Dialog title={`${open.outOf.out.length} 张现在不能${open.outOf.label}`} close={close} loose>
          <OutList out={open.outOf.out} unit="张" />
        </Dialog>
      ) : null}
    </>
  )
}

type BarProps = {
  marked: number
  verbs: MarkedVerbs | undefined
  run: (verb: MarkedVerb) => void
  open: (what: Open) => void
  clear: () => void
}

function Bar({ marked, verbs, run, open, clear }: BarProps) {
  const all = verbs?.verbs ?? []
  const merge = verbs?.merge ?? []
  const next = all[0]
  const buttons = all.slice(0, shownVerbs).map((v, i) => ({
    text: wordOf(v, all),
    can: v.can,
    run: () => run(v),
    ...(i === 0 ? { key: 'a' } : {}),
  }))
  const merging = merge.length ? [{ text: '合并', can: merge.length, run: () => open({ merging: merge }) }] : []
  return (
    <BulkBar
      marked={marked}
      unit="张"
      verdict={verdictOf(verbs)}
      {...(next?.out.length ? { showOut: () => open({ outOf: next }) } : {})}
      verbs={[...buttons, ...merging]}
      clear={clear}
    />
  )
}
