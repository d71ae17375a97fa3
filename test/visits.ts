/** A room that no city has: joint inspections, with a letter, a minute, a table and a certificate of their own. */
import { z } from 'zod'
import { numbered, para, strong } from '#kernel/document/rules/words.ts'
import { definePaper } from '#kernel/document/schema.ts'
import { type Ctx, defineModule, type Recorded, type SealAct } from '#kernel/module.ts'

const organ = async (_: Ctx, fact: Recorded) => fact.data.organ as string | undefined
const approves = (title: string): SealAct => ({ title, basis: '行政处罚法', organ })
const text = z.string().min(1)

export const visits = defineModule({
  id: 'visit',
  title: '联合检查',
  measures: [],
  permissions: {},
  about: { visit: '联合检查' },
  facts: { 'visit.asked': '商请派员', 'visit.listed': '汇总', 'visit.passed': '判定合格', 'visit.minuted': '会商', 'visit.noted': '记下' },
  sealActs: { 'visit.asked': approves('商请派员'), 'visit.listed': approves('汇总检查结果'), 'visit.passed': approves('判定合格') },
  papers: {
    visitLetter: definePaper({
      ...{ title: '商请函', word: '函', layout: 'letter', seals: ['official', 'business'] },
      data: z.object({ to: text, on: text }),
      write: (d) => ({ addressee: d.to, blocks: [para`请于${strong(d.on)}派员参加联合检查。`] }),
    }),
    visitTable: definePaper({
      ...{ title: '检查结果汇总表', word: '汇', layout: 'table', seals: ['business', 'official'] },
      data: z.object({ rows: z.array(z.tuple([text, text])) }),
      write: (d) => ({ blocks: [numbered(['企业', '结果'], d.rows), para`以上共 ${String(d.rows.length)} 家。`] }),
    }),
    visitCertificate: definePaper({
      ...{ title: '检查合格证明', word: '证', layout: 'certificate', watermark: '仅供办理贷款使用', seals: ['official'] },
      data: z.object({ firm: text }),
      titleOf: (d) => `${d.firm}检查合格证明`,
      write: (d) => ({ reference: { label: '企业', value: d.firm }, blocks: [para`${d.firm}检查合格。`, para`特此证明。`] }),
    }),
    visitMinute: definePaper({
      ...{ title: '会商纪要', word: '纪', layout: 'minute', seals: [] },
      data: z.object({ said: text }),
      write: (d) => ({ blocks: [para`${d.said}`] }),
    }),
  },
})
