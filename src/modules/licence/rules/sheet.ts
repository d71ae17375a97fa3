/** A licence as a page of OFD (GB/T 36905): what is printed, and beside it all of it as data, so that a machine reads every field (GB/T 36903). */
import type { FaceValue } from '../schema/licence.ts'

export type Sheet = {
  typeName: string
  typeCode: string
  definer: string
  no: string
  identifier: string
  version: number
  holderName: string
  organName: string
  organUscc: string
  fromOn: string
  toOn: string | null
  issuedOn: string
  face: readonly FaceValue[]
  replaces?: string
  demo: boolean
}

const escaped = (text: string) =>
  text.replace(/[<>&'"]/g, (c) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', "'": '&apos;', '"': '&quot;' })[c]!)

export const metadataNamespace = 'https://haoban.example/gb-t-36903'

/** 2023-06-15 → 2023 年 6 月 15 日; no day: 长期 */
export const dayText = (day: string | null): string => (day === null ? '长期' : day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1 年 $2 月 $3 日'))

/** The metadata of an instance by the names of GB/T 36903; a licence without an end bears 9999-12-31. */
export function metadataXml(sheet: Sheet, note?: { purpose: string; toOn: string; original: string }): string {
  const element = (name: string, text: string) => `<m:${name}>${escaped(text)}</m:${name}>`
  const head = [
    ['证照名称', sheet.typeName],
    ['证照类型代码', sheet.typeCode],
    ['证照编号', sheet.no],
    ['证照标识', sheet.identifier],
    ['证照版本', String(sheet.version)],
    ['持证主体', sheet.holderName],
    ['证照颁发机构', sheet.organName],
    ['证照颁发机构代码', sheet.organUscc],
    ['证照颁发日期', sheet.issuedOn],
    ['证照有效期起始日期', sheet.fromOn],
    ['证照有效期截止日期', sheet.toOn ?? '9999-12-31'],
    ...(sheet.replaces ? [['关联证照标识', sheet.replaces] as const] : []),
    ...(note ? [['加注用途', note.purpose] as const, ['加注有效期', note.toOn] as const, ['原件摘要', note.original] as const] : []),
    ...(sheet.demo ? [['演示', '演示数据，没有法律效力'] as const] : []),
  ] as const
  const fields = sheet.face.map(({ name, text }) => `<m:照面项 名称="${escaped(name)}">${escaped(text)}</m:照面项>`)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<m:电子证照 xmlns:m="${metadataNamespace}">`,
    ...head.map(([name, text]) => element(name, text)),
    '<m:照面>',
    ...fields,
    '</m:照面>',
    '</m:电子证照>',
  ].join('\n')
}
