import { useState } from 'react'
import { ActPanel } from '#ui/desk/act-panel.tsx'
import { BarredVerbs } from '#ui/desk/verbs.tsx'
import type { VerbState } from '../../schema/desk.ts'

type Props = {
  verbs: readonly VerbState[]
  /** the address a verb is sent to */
  path: (verb: string) => string
  /** what the one who decides should know before */
  intro?: Partial<Record<string, string>>
  done: (verb: string, answer: unknown) => void
}

/** Steps that lead back or out are never the orange one. */
const back: readonly string[] = ['abandon', 'return', 'suspend', 'cancel']

/** Steps that may be taken now, the first one wide; barred ones beneath with the reason. */
export function Verbs({ verbs, path, intro = {}, done }: Props) {
  const [chosen, setChosen] = useState<VerbState>()
  const open = verbs.filter((v) => v.open)
  const next = open.find((v) => !back.includes(v.verb))
  const barred = verbs.filter((v) => !v.open)
  return (
    <>
      {verbs.length === 0 ? <p className="soft">没有可以做的事。</p> : null}
      <div className="verbs">
        {open.map((v) => (
          <button key={v.verb} type="button" className={v === next ? 'btn go tall' : 'btn'} onClick={() => setChosen(v)}>
            {v.title}
          </button>
        ))}
      </div>
      <BarredVerbs verbs={barred.map((v) => ({ ...v, label: v.title }))} />
      {chosen ? (
        <ActPanel
          act={{
            title: chosen.title,
            path: path(chosen.verb),
            intro: intro[chosen.verb],
            asks: chosen.reason ? [{ kind: 'area', name: 'reason', label: '理由' }] : [],
          }}
          done={(answer) => {
            setChosen(undefined)
            done(chosen.verb, answer)
          }}
          close={() => setChosen(undefined)}
        />
      ) : null}
    </>
  )
}
