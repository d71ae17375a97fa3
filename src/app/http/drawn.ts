/** Pages that are drawn once for everybody: what a published version says does not change with who looks at it. */
import type { Frame } from '#ui/public/shell.tsx'

export type Drawn = { html: Uint8Array<ArrayBuffer>; zipped?: Uint8Array<ArrayBuffer> }

/** One answer looks different by place, by 关怀版 and by the demo's clock; the oldest looks leave first. */
const looksAtMost = 8
const drawings = new WeakMap<object, Map<string, Drawn>>()

const lookOf = ({ divisions, ...rest }: Frame): string => JSON.stringify(rest)

/**
 * Draws an answer, unless the same object was drawn in the same frame. An action that gives the same object again says by that
 * that nothing has changed; when it lets the object go, the drawings go with it.
 */
export function drawnOnce(answer: object, frame: Frame, draw: () => Drawn): Drawn {
  const looks = drawings.get(answer) ?? new Map<string, Drawn>()
  drawings.set(answer, looks)
  const look = lookOf(frame)
  const known = looks.get(look)
  if (known) return known
  if (looks.size >= looksAtMost) looks.delete(looks.keys().next().value!)
  const drawn = draw()
  looks.set(look, drawn)
  return drawn
}
