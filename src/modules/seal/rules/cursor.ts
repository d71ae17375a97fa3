/** Where a page of a list ends: the moment and the id of its last row. */
export type Cursor = { at: Date; id: string }

export const cursorText = ({ at, id }: Cursor): string => `${at.getTime().toString(36)}.${id}`

/** Undefined where the text is no cursor; the list then begins at its beginning. */
export function readCursor(text: string | undefined): Cursor | undefined {
  const cut = text?.indexOf('.') ?? -1
  if (text === undefined || cut < 1) return undefined
  const ms = Number.parseInt(text.slice(0, cut), 36)
  return Number.isSafeInteger(ms) && Math.abs(ms) <= 8.64e15 ? { at: new Date(ms), id: text.slice(cut + 1) } : undefined
}
