/** The panel of verbs of a page: what may be done now, the next thing in orange, and what may not, each with its reason. */
export type BarredVerb = { verb: string; label: string; why?: string | null }
type ShownVerb = BarredVerb & { open: boolean }

export const BarredVerbs = ({ verbs }: { verbs: readonly BarredVerb[] }) =>
  verbs.length ? (
    <dl className="barred">{verbs.map((v) => [<dt key={v.verb}>{v.label}</dt>, <dd key={`${v.verb} why`}>{v.why}</dd>])}</dl>
  ) : null

type Panel<V extends ShownVerb> = {
  verbs: readonly V[]
  /** verbs that are the next thing to do; where it is left out, the first that is open */
  next?: readonly string[]
  /** stands where there is nothing at all */
  none: string
  choose: (verb: V) => void
}

export function VerbPanel<V extends ShownVerb>({ verbs, next, none, choose }: Panel<V>) {
  const open = verbs.filter((v) => v.open)
  const barred = verbs.filter((v) => !v.open)
  return (
    <div className="block">
      <h2>现在可以办</h2>
      {open.length === 0 ? <p className="soft">{verbs.length === 0 ? none : '现在轮不到您，原因见下面。'}</p> : null}
      <div className="verbs">
        {open.map((v, i) => (
          <button
            key={v.verb}
            type="button"
            className={(next ? next.includes(v.verb) : i === 0) ? 'btn go' : 'btn'}
            onClick={() => choose(v)}
          >
            {v.label}
          </button>
        ))}
      </div>
      {barred.length ? <h2 className="no">现在不能办</h2> : null}
      <BarredVerbs verbs={barred} />
    </div>
  )
}
