/** The codes of 基本目录, 实施清单 and 业务办理项 (GB/T 39554.1-2020): taking them apart, putting them together, and what must agree in them. */

import { checkUscc, usccCheck } from '#kernel/party/rules/identifier.ts'
import type { HandlingItem } from '../schema/item.ts'

/** What a code says by its digits. `maker` is 00 for the nation, else the first two digits of the province; `sub` 000 means no sub-item. */
export type CodeParts = {
  uscc: string
  level: string
  catalogue: string
  maker: string
  taskType: string
  department: string
  main: string
  sub: string
  order?: string
}

const shape =
  /^(?<uscc>[0-9A-HJ-NPQRTUWXY]{18})(?<level>[1-6])(?<catalogue>(?<maker>\d{2})(?<taskType>\d{2})(?<department>\d{2})(?<main>\d{3})(?<sub>\d{3}))(?<order>0[1-9]|[1-9]\d)?$/

/** Takes a code of 31 or 33 characters apart; undefined where its shape is wrong. */
export function parseTaskCode(code: string): CodeParts | undefined {
  const groups = shape.exec(code)?.groups
  return groups && ({ ...groups } as CodeParts)
}

/** Puts a catalogue code together from its parts; numbers are padded to the national widths 2+2+2+3+3. */
export function composeCatalogueCode(p: { maker: string; taskType: string; department: string; main: number; sub?: number }): string {
  return p.maker + p.taskType + p.department + pad(p.main, 3) + pad(p.sub ?? 0, 3)
}

/** 实施编码: 18 characters of the organ, 1 of the level, 12 of the catalogue. */
export const composeTaskCode = (uscc: string, level: string, catalogueCode: string): string => uscc + level + catalogueCode

/** 业务办理项编码: 实施编码 and two digits of order, 01 to 99. */
export const composeHandlingCode = (taskCode: string, order: string): string => taskCode + order

export type CodeFault = { rule: string; sentence: string }

/** What is wrong with a code by itself: its shape, then the organ's credit code with its check digit. */
export function checkTaskCode(code: string): CodeFault | undefined {
  const uscc = code.slice(0, 18)
  if (code.length !== 31 && code.length !== 33)
    return fault('code.shape', `编码 ${code} 有 ${code.length} 位，实施编码应为 31 位，业务办理项编码应为 33 位`)
  if (checkUscc(uscc)) return fault('code.uscc', `编码前 18 位 ${uscc} 不是有效的统一社会信用代码：${whyNot(uscc)}`)
  if (!parseTaskCode(code)) return fault('code.shape', `编码 ${code} 的第 19 位应是行使层级 1–6，其后应都是数字`)
}

type Said = { useLevel?: string; taskType?: string; catalogueCode?: string; uscc?: string }

/** Where a code contradicts what is said of the item beside it. Only what is said is compared. */
export function codeContradictions(code: string, said: Said): CodeFault[] {
  const parts = parseTaskCode(code)
  if (!parts) return []
  const pairs: [string, string, string, string | undefined][] = [
    ['code.level', '行使层级', parts.level, said.useLevel],
    ['code.type', '事项类型', parts.taskType, said.taskType],
    ['code.catalogue', '基本编码', parts.catalogue, said.catalogueCode],
    ['code.organ', '实施主体代码', parts.uscc, said.uscc],
  ]
  return pairs.flatMap(([rule, name, inCode, beside]) =>
    beside === undefined || beside === inCode ? [] : [fault(rule, `编码里的${name}是 ${inCode}，登记的是 ${beside}，两处要一致`)],
  )
}

/** All that is wrong with the codes of a handling item; a catalogue code is made by the nation (00) or by the organ's province. */
export function codeFaults(item: Pick<HandlingItem, 'handlingCode' | 'impl' | 'catalogue' | 'order'>): CodeFault[] {
  const { handlingCode, impl, catalogue } = item
  const own = checkTaskCode(handlingCode)
  if (own) return [own]
  const parts = parseTaskCode(handlingCode)!
  const faults = codeContradictions(handlingCode, {
    useLevel: impl.useLevel,
    taskType: catalogue.taskType,
    catalogueCode: catalogue.code,
    uscc: impl.uscc,
  })
  const province = impl.division.slice(0, 2)
  if (parts.maker !== '00' && parts.maker !== province)
    faults.push(fault('code.maker', `基本编码以 ${parts.maker} 开头，国家事项应以 00 开头，本省事项应以 ${province} 开头`))
  if (handlingCode !== impl.taskCode + item.order) faults.push(fault('code.order', `业务办理项编码应是实施编码加序号 ${item.order}`))
  return faults
}

/** The part of GB 32100-2015 that a code breaks, for those who can look it up at its source. */
function whyNot(uscc: string): string {
  const strange = uscc.match(/[^0-9A-HJ-NPQRTUWXY]/)
  if (strange) return `第 ${strange.index! + 1} 位是 ${strange[0]}，代码里没有这个字符`
  if (!/^\d{6}$/.test(uscc.slice(2, 8))) return '第 3 到第 8 位应是区划数字'
  return `按前 17 位算出的校验码是 ${usccCheck(uscc.slice(0, 17))}，写的是 ${uscc[17]}`
}

const pad = (n: number, width: number) => String(n).padStart(width, '0')
const fault = (rule: string, sentence: string): CodeFault => ({ rule, sentence })
