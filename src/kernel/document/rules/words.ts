/** The words papers share: how they address, date, cite and list. */
import { zhFullDate, zhWeekday } from '#kernel/clock/rules/text.ts'
import type { Block, Run } from '../schema.ts'

/** '2023年6月20日（周二）' */
export const day = (on: string): string => `${zhFullDate(on)}（${zhWeekday(on)}）`

export const strong = (text: string): Run => ({ strong: text })

/** A line of words and strong words: say`于${strong('6月20日')}前`. What is undefined leaves nothing. */
export const say = (words: TemplateStringsArray, ...values: (Run | undefined)[]): Run[] =>
  words.flatMap((word, i) => [word, values[i] ?? '']).filter((run) => run !== '')

/** What somebody typed, ended as a sentence: '第十二条', '第十二条。' and '第十二条；' all end in one full stop. */
export const ended = (text: string): string => `${text.trim().replace(/[。；;，,.、]+$/, '')}。`

export const para = (...text: Parameters<typeof say>): Block => ({ is: 'para', text: say(...text) })
/** A paragraph for some cases only. */
export const when = (condition: unknown, ...blocks: Block[]): Block[] => (condition ? blocks : [])

/** Rows with something to say; a row without a value is left out. */
export const facts = (rows: [label: string, value: string | undefined][]): Block => ({
  is: 'facts',
  rows: rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }])),
})

export const numbered = (columns: string[], rows: string[][]): Block => ({
  is: 'table',
  columns: [{ title: '序号', width: 'number' }, ...columns.map((title, i) => ({ title, width: widthOf(i, columns.length) }))],
  rows: rows.map((row, i) => [String(i + 1), ...row]),
})

const widthOf = (i: number, count: number): 'rest' | 'half' | 'narrow' => (i === 0 ? 'rest' : count === 2 ? 'half' : 'narrow')
