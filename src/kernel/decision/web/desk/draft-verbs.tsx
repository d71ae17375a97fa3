import { useState } from 'react'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import type { DraftPage, VerbLine } from '../../schema/desk.ts'

/** What each step asks before it is taken. */
function actOf(page: DraftPage, { verb, title }: VerbLine): Act {
  const path = `/decision-drafts/${page.id}/${verb}`
  if (verb === 'return' || verb === 'abandon') return { title, path, asks: [{ kind: 'area', name: 'reason', label: '理由' }] }
  if (verb !== 'publish') return { title, path }
  const isRehearsed = page.rehearsal?.status === 'done' && page.rehearsal.fresh
  if (isRehearsed)
    return {
      title,
      path,
      intro: `预演过 ${page.rehearsal!.looked} 件，会改变 ${page.rehearsal!.changed} 件。发布后新来的件按这一版，办到一半的按原来的。`,
    }
  return {
    title,
    path,
    intro: '这一版还没有预演过。',
    asks: [{ kind: 'area', name: 'unrehearsed', label: '不预演就发布的理由，会留在版本上' }],
  }
}

type Step = { verb: string; title: string; open: boolean; why?: string }
type Bar<S extends Step> = { verbs: readonly S[]; actOf: (step: S) => Act; done: (step: S) => void }

/** The steps of a version's status, but for saving; barred ones with the reason. */
export function VersionVerbs<S extends Step>({ verbs, actOf, done }: Bar<S>) {
  const [chosen, setChosen] = useState<S>()
  const shown = verbs.filter((v) => v.verb !== 'edit')
  const barred = shown.filter((v) => !v.open)
  return (
    <section className="pad" aria-label="可以做的事">
      <div className="verbs">
        {shown
          .filter((v) => v.open)
          .map((v) => (
            <button
              key={v.verb}
              type="button"
              className={v.verb === 'publish' || v.verb === 'submit' ? 'btn go' : 'btn'}
              onClick={() => setChosen(v)}
            >
              {v.title}
            </button>
          ))}
      </div>
      {barred.length > 0 ? (
        <dl className="barred">{barred.map((v) => [<dt key={v.verb}>{v.title}</dt>, <dd key={`${v.verb}w`}>{v.why}</dd>])}</dl>
      ) : null}
      {chosen ? (
        <ActPanel
          act={actOf(chosen)}
          done={() => {
            setChosen(undefined)
            done(chosen)
          }}
          close={() => setChosen(undefined)}
        />
      ) : null}
    </section>
  )
}

/** After these the version is no longer under way. */
export const endsVersion = (verb: string): boolean => verb === 'publish' || verb === 'abandon'

export const DraftVerbs = ({ page, done }: { page: DraftPage; done: (published: boolean) => void }) => (
  <VersionVerbs verbs={page.verbs} actOf={(step: VerbLine) => actOf(page, step)} done={({ verb }) => done(endsVersion(verb))} />
)
