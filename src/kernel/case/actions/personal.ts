/** A person's cases whole, for himself: those about him, and those that he handed in for a body. */
import { listPapersOf, paperFile } from '#kernel/document/api.ts'
import { listFactsOf } from '#kernel/ledger/store.ts'
import type { Ctx, Personal, PersonalFile, Recorded } from '#kernel/module.ts'
import type { CaseFile } from '../rules/dossier.ts'
import { listFilesWith, listWithin } from '../store/file.ts'
import { annotate } from './annotate.ts'
import { assessmentContext } from './assess.ts'
import { aboutCase, aboutReads } from './open.ts'
import { aboutPoints } from './points.ts'

/** Of a case that he handled for another person he is told that he did: the rest is that person's. */
const isWhole = (party: string, { applicant, applicantKind }: CaseFile) => applicant === party || applicantKind === 'legal'

/** What says nothing of the one he handled it for. */
const handled = ({ id, no, item, itemName, organ, division, status, submittedAt, endedAt, channel }: CaseFile) => ({
  role: 'agent',
  ...{ id, no, item, itemName, organ, division, status, submittedAt, endedAt, channel },
})

const recordOf = ({ id, itemName, no, organ }: CaseFile) => ({ id, title: `${itemName}（${no}）`, organ })

const open = (ctx: Ctx, sealed: Buffer, context: string): unknown => JSON.parse(ctx.keys.open(sealed, context))

async function wholeOf(ctx: Ctx, files: readonly CaseFile[]): Promise<{ rows: unknown[]; files: PersonalFile[] }> {
  const ids = files.map((f) => f.id)
  const { answers, materials, assessments, cards } = await listWithin(ctx.tx, ids)
  const papers = await listPapersOf(ctx.tx, ids)
  const facts = await listFactsOf(
    ctx.tx,
    ids.flatMap((id) => [aboutCase(id), aboutPoints(id), aboutReads(id)]),
  )
  const of = <T>(rows: readonly T[], idOf: (row: T) => string, id: string) => rows.filter((row) => idOf(row) === id)
  const subjectOf = ({ about }: Recorded) => about.slice(about.indexOf(':') + 1)
  const rows = files.map((file) => ({
    ...file,
    answers: of(answers, (a) => a.caseId, file.id).map(({ sealed, ...a }) => ({ ...a, answers: open(ctx, sealed, 'cases.answers') })),
    materials: of(materials, (m) => m.caseId, file.id),
    assessments: of(assessments, (a) => a.caseId, file.id).map(({ sealed, ...a }) => ({
      ...a,
      said: open(ctx, sealed, assessmentContext),
    })),
    cards: of(cards, (c) => c.caseId, file.id),
    papers: of(papers, (p) => p.about, file.id),
    history: of(facts, subjectOf, file.id),
  }))
  const handedIn = materials.flatMap((m) => m.files.map((f) => ({ name: f.name, hash: f.hash })))
  const drawn = papers.map((p) => ({ name: `${p.title}${p.no ? ` ${p.no}` : ''}.pdf`, hash: p.fileHash ?? (() => paperFile(ctx, p.id)) }))
  return { rows, files: [...handedIn, ...drawn] }
}

export const personal: readonly Personal[] = [
  {
    title: '办件',
    why: '办理您申请的事；文书、材料和每一步都记着，日后查得清',
    kept: '按档案法长期保存',
    mends: {
      by: 'note',
      how: '正在办的件填错了，趁补正时改，或者请窗口改；办结的件和决定是档案，原文不改，核实后加注',
      records: async (ctx, { party }) => (await listFilesWith(ctx.tx, party)).filter((f) => isWhole(party, f)).map(recordOf),
      note: annotate,
    },
    tables: ['cases.file', 'cases.answers', 'cases.material', 'cases.assessment', 'cases.card', 'document.paper'],
    async read(ctx, { party }) {
      const all = await listFilesWith(ctx.tx, party)
      const whole = await wholeOf(
        ctx,
        all.filter((f) => isWhole(party, f)),
      )
      return { rows: [...whole.rows, ...all.filter((f) => !isWhole(party, f)).map(handled)], files: whole.files }
    },
    async stands(ctx, { party }) {
      const open = (await listFilesWith(ctx.tx, party)).filter((f) => f.endedAt === null)
      return open.map((f) => ({ title: `${f.itemName}（${f.no}）还没办结`, first: '请等它办结；不想办了，先撤回', href: `/cases/${f.id}` }))
    },
  },
]
