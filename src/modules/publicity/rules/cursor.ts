/** Where a page of the list ends: its last moment of publishing and id. */
export type Cursor = { at: Date; id: string }

export const cursorText = ({ at, id }: Cursor): string => `${at.getTime().toString(36)}.${id}`

/** Undefined where the text is no cursor; the list then begins at its beginning. */
export function readCursor(text: string | undefined): Cursor | undefined {
  const [time, id] = text?.split('.') ?? []
  const ms = Number.parseInt(time ?? '', 36)
  return id && Number.isSafeInteger(ms) && Math.abs(ms) <= 8.64e15 ? { at: new Date(ms), id } : undefined
}
