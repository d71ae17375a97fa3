import { useState } from 'react'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { BarredVerbs } from '#ui/desk/verbs.tsx'
import type { DraftVerb, RehearsalView, VerbLine } from '../../schema.ts'

/** What a person should know of the version's rehearsal before he publishes. */
const rehearsedWords = ({ looked, changed }: RehearsalView) =>
  `预演过 ${looked.toLocaleString('zh-CN')} 件，会改变 ${changed.toLocaleString('zh-CN')} 件。发布后新来的件按这一版，办到一半的按原来的。`

/** What each step asks before it is taken; `path` is the draft's address. */
function actOf(path: string, rehearsal: RehearsalView | null, { verb, title }: VerbLine): Act {
  const act = { title, path: `${path}/${verb}` }
  if (verb === 'return' || verb === 'abandon') return { ...act, asks: [{ kind: 'area', name: 'reason', label: '理由' }] }
  if (verb !== 'publish') return act
  if (rehearsal?.status === 'done' && rehearsal.fresh) return { ...act, intro: rehearsedWords(rehearsal) }
  return {
    ...act,
    intro: '这一版还没有预演过。',
    asks: [{ kind: 'area', name: 'unrehearsed', label: '不预演就发布的理由，会留在版本上' }],
  }
}

const onward: readonly DraftVerb[] = ['publish', 'submit']

type Bar = { path: string; verbs: readonly VerbLine[]; rehearsal: RehearsalView | null; done: (over: boolean) => void }

/** The steps of a version's status, but for saving; barred ones with the reason. `done` is told whether the version is over. */
export function DraftVerbs({ path, verbs, rehearsal, done }: Bar) {
  const [chosen, setChosen] = useState<VerbLine>()
  const shown = verbs.filter((v) => v.verb !== 'edit')
  return (
    <section className="pad" aria-label="可以做的事">
      <div className="row">
        {shown
          .filter((v) => v.open)
          .map((v) => (
            <button key={v.verb} type="button" className={onward.includes(v.verb) ? 'btn go' : 'btn'} onClick={() => setChosen(v)}>
              {v.title}
            </button>
          ))}
      </div>
      <BarredVerbs verbs={shown.filter((v) => !v.open).map((v) => ({ ...v, label: v.title }))} />
      {chosen ? (
        <ActPanel
          act={actOf(path, rehearsal, chosen)}
          done={() => {
            setChosen(undefined)
            done(chosen.verb === 'publish' || chosen.verb === 'abandon')
          }}
          close={() => setChosen(undefined)}
        />
      ) : null}
    </section>
  )
}
