import type { ReactNode } from 'react'

export type BulkVerb = { text: string; can: number; key?: string; run: () => void }

/** Docked under a list while rows are marked: how many can and why the rest cannot, before anything runs. The first verb is the orange one. */
export const BulkBar = (props: {
  marked: number
  /** what rows are counted in; 件 where nothing is said */
  unit?: string
  verdict: ReactNode
  verbs: readonly BulkVerb[]
  showOut?: () => void
  clear: () => void
}) => {
  const [next, ...others] = props.verbs
  const unit = props.unit ?? '件'
  return (
    <section className="bulk" aria-label="批量办理">
      <b role="status">
        已选 {props.marked} {unit}
      </b>
      <span className="bar" />
      <span>{props.verdict}</span>
      {props.showOut ? (
        <button type="button" className="btn bare" onClick={props.showOut}>
          看办不了的
        </button>
      ) : null}
      <span className="right" />
      {others.map((v) => (
        <button key={v.text} type="button" className="btn" onClick={v.run}>
          {v.text} {v.can} {unit}
        </button>
      ))}
      {next ? (
        <button type="button" className="btn go" onClick={next.run}>
          {next.text} {next.can} {unit}
          {next.key ? <kbd>{next.key}</kbd> : null}
        </button>
      ) : null}
      <span className="bar" />
      <button type="button" className="btn bare" onClick={props.clear}>
        <kbd>Esc</kbd>取消选择
      </button>
    </section>
  )
}
