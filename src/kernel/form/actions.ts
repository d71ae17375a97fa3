/** Drafts: begun once, saved as one types, resumed on any device, kept sealed for ninety days. */
import { refusals } from '#base/refusal.ts'
import { letGo } from '#base/storage/loose.ts'
import { dayOf, fromDay, toDay } from '#kernel/clock/rules/day.ts'
import type { Ctx, Personal, Retention } from '#kernel/module.ts'
import { speaksIn } from '#kernel/who.ts'
import { type Draft, Draft as DraftShape, emptyDraft } from './schema/answers.ts'
import type { GivenMaterial } from './schema/material.ts'
import {
  addDraft,
  type DraftRow,
  findDraft,
  findDraftFor,
  listDrafts,
  listWholeDrafts,
  removeDraft,
  removeExpiredDrafts,
  saveDraft,
} from './store.ts'

const refuse = refusals({
  'form.no-draft': [404, '没有找到这份草稿，可能已经提交、删掉，或者放了 90 天过期了。请从办事指南重新开始'],
})

const keptDays = 90
const context = 'form.draft'

/** A draft opened: what was answered, and what was handed in so far. */
export type OpenDraft = Omit<DraftRow, 'sealed' | 'materials'> & { draft: Draft; materials: GivenMaterial[] }
export type Begin = { applicant: string; item: string; division: string; itemVersion: number }

const seal = (ctx: Ctx, draft: Draft) => ctx.keys.seal(JSON.stringify(draft), context)

function opened(ctx: Ctx, { sealed, materials, ...row }: DraftRow): OpenDraft {
  return { ...row, draft: DraftShape.parse(JSON.parse(ctx.keys.open(sealed, context))), materials: materials as GivenMaterial[] }
}

/** The one draft of a person for an applicant, an item and a place: the one that is there, or a new one. */
export async function beginDraft(ctx: Ctx, b: Begin): Promise<{ id: string; resumed: boolean }> {
  const before = await findDraftFor(ctx.tx, ctx.who.id, b.applicant, b.item, b.division)
  if (before) return { id: before.id, resumed: true }
  const expiresOn = fromDay(toDay(dayOf(ctx.now)) + keptDays)
  await addDraft(ctx.tx, {
    ...b,
    id: ctx.id(),
    owner: ctx.who.id,
    sealed: seal(ctx, emptyDraft),
    materials: [],
    version: 1,
    savedAt: ctx.now,
    expiresOn,
  })
  return { id: (await findDraftFor(ctx.tx, ctx.who.id, b.applicant, b.item, b.division))!.id, resumed: false }
}

/** One's own draft; anybody else's is not there. Held until the transaction ends, so that two devices save one after the other. */
export async function openDraft(ctx: Ctx, id: string): Promise<OpenDraft> {
  const row = await findDraft(ctx.tx, id)
  if (!row) throw refuse('form.no-draft')
  return opened(ctx, row)
}

export async function keepDraft(ctx: Ctx, id: string, draft: Draft, materials: GivenMaterial[]): Promise<void> {
  await saveDraft(ctx.tx, { id, sealed: seal(ctx, draft), materials, savedAt: ctx.now })
}

const filesOf = (materials: readonly unknown[]): string[] => (materials as GivenMaterial[]).flatMap((m) => m.files.map((f) => f.id))

/** Throws a draft away, and its files unless something else names them. */
export async function dropDraft(ctx: Ctx, id: string): Promise<void> {
  const row = await findDraft(ctx.tx, id)
  await removeDraft(ctx.tx, id)
  if (row) await letGo(ctx.tx, filesOf(row.materials), ctx.now)
}

/** The draft has become a case, and its files are the case's. */
export const endDraft = (ctx: Ctx, id: string): Promise<void> => removeDraft(ctx.tx, id)

export const myDrafts = (ctx: Ctx) => listDrafts(ctx.tx, ctx.who.id)

/** What stands in somebody's drafts, for himself. */
export const personal: readonly Personal[] = [
  {
    title: '没交的草稿',
    why: '让您下次接着填',
    kept: '从开始填起 90 天；您删掉或提交了就没有了，删掉的草稿里的文件一天后也删',
    mends: { by: 'self', how: '打开草稿直接改', href: '/me' },
    tables: ['form.draft'],
    async read(ctx, { account }) {
      const own = (await listWholeDrafts(ctx.tx, account)).filter((row) => speaksIn(ctx.who, row.applicant, row))
      const drafts = own.map((row) => opened(ctx, row))
      const files = drafts.flatMap((d) => d.materials.flatMap((m) => m.files))
      return { rows: drafts, files: files.map(({ id, name }) => ({ name, hash: id })) }
    },
    closes: {
      goes: '没交的草稿，连同里面的文件',
      async act(ctx, { account }) {
        for (const { id } of await listDrafts(ctx.tx, account)) await dropDraft(ctx, id)
      },
    },
  },
]

const atOnce = 2_000

export const retention: readonly Retention[] = [
  {
    title: '没交的草稿，连同里面的文件',
    kept: '从开始填起 90 天',
    async drop(ctx) {
      const gone = await removeExpiredDrafts(ctx.tx, dayOf(ctx.now), atOnce)
      await letGo(
        ctx.tx,
        gone.flatMap((d) => filesOf(d.materials)),
        ctx.now,
      )
      return gone.length
    },
  },
]
