/** A row of an import: 持证人号码、证照编号、颁发日期、有效期起、有效期止、照面, separated by tabs or commas. */

export type OldLicence = {
  holderNo: string
  no: string
  issuedOn: string
  fromOn: string
  toOn: string | null
  face: Record<string, string>
}

const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
/** A day that is in the calendar. */
const isDay = (text: string) => day.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)

/** 名称=内容；名称=内容 */
const faceIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split(/[;；]/).flatMap((pair) => {
      const at = pair.search(/[=＝]/)
      return at > 0 ? [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const] : []
    }),
  )

type Fault = (row: OldLicence, lines: readonly string[], today: string) => string | undefined
/** What is wrong with a row, in the order in which it is told. */
const faults: readonly Fault[] = [
  ({ holderNo }) => (holderNo.length < 6 ? '没有持证人的号码' : undefined),
  ({ no }) => (no === '' ? '没有证照编号' : undefined),
  ({ issuedOn, fromOn, toOn }) => ([issuedOn, fromOn, ...(toOn ? [toOn] : [])].every(isDay) ? undefined : '日期要写成 2021-06-15 这样'),
  ({ issuedOn }, _, today) => (issuedOn > today ? '颁发日期在今天以后' : undefined),
  ({ fromOn, toOn }) => (toOn !== null && toOn < fromOn ? '有效期止在有效期起之前' : undefined),
  ({ face }, lines) => {
    const stray = Object.keys(face).find((name) => !lines.includes(name))
    return stray === undefined ? undefined : `这种证照的照面没有“${stray}”，有：${lines.join('、')}`
  },
]

/** The licence that a row tells of, or why it cannot be taken. `lines`: what the face of its type has. */
export function readRow(text: string, lines: readonly string[], today: string): OldLicence | { why: string; no: string } {
  const cells = text.split(text.includes('\t') ? '\t' : /[,，]/).map((c) => c.trim())
  const [holderNo = '', no = '', issuedOn = '', fromOn = '', toOn = '', face = ''] = cells
  const row = { holderNo, no, issuedOn, fromOn: fromOn || issuedOn, toOn: toOn === '' || toOn === '长期' ? null : toOn, face: faceIn(face) }
  const why = faults.map((fault) => fault(row, lines, today)).find((w) => w !== undefined)
  return why === undefined ? row : { why, no }
}
