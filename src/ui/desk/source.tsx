/** Where an answer comes from: licence, shared register, earlier answer, typed in; the first two are verified. */
export type SourceKind = 'licence' | 'shared' | 'earlier' | 'typed'

const words: Record<SourceKind, readonly [word: string, verified: boolean]> = {
  licence: ['证照', true],
  shared: ['共享', true],
  earlier: ['沿用', false],
  typed: ['本人填', false],
}

/** Source badge behind an answer; `title` tells more (which licence, when it was read). */
export const Source = ({ kind, title }: { kind: SourceKind; title?: string }) => (
  <span className={words[kind][1] ? 'tag ok' : 'tag'} title={title}>
    {words[kind][0]}
  </span>
)
