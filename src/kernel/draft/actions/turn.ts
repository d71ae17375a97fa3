/** The life of a version under way: begun, written, rehearsed, handed on, sent back, published by another person than its author. */
import { sm3 } from '#base/digest.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { type Offices, type Standing, verbs, whyNotTake } from '../rules/turns.ts'
import type { ByDraft, ChangeList, DraftStatus, DraftVerb, ListChanges, PublishDraft, RehearsalKind, SayWhy } from '../schema.ts'
import { refuse } from './refuse.ts'
import { askRehearsal, groundOfPublication, listChanges, stopRehearsal } from './rehearse.ts'

/** What every version under way has; `base` is the version that it began from, `version` what it became. */
export type Draft = {
  id: string
  base: number
  status: DraftStatus
  xml: string
  hash: string
  revision: number
  reason: string
  editors: string[]
  openedAt: Date
  savedAt: Date
  savedBy: string
  version: number | null
}

/** What a step is called in the ledger, after the name of the room. */
export type DraftAct = 'change-begun' | 'submitted' | 'returned' | 'abandoned' | 'rehearsal-asked'

/** What a room brings so that its versions live this life: its rows, its rules, and what it does with what is published. */
export type Desk<Row extends Draft> = {
  kind: RehearsalKind
  may: string[]
  lock(ctx: Ctx, id: string): Promise<Row | undefined>
  save(ctx: Ctx, row: Row): Promise<void>
  standing(ctx: Ctx, row: Row): Promise<Standing>
  offices(ctx: Ctx, row: Row): Promise<Offices>
  /** the name of what it is a version of, and the ledger's */
  code(row: Row): string
  about(row: Row): string
  /** names of the room's facts, by the step */
  facts: Readonly<Record<DraftAct, string>>
  publish(ctx: Ctx, row: Row, ground: { rehearsal: string | null; unrehearsed: string | null }): Promise<number>
}

/** Whoever writes counts as an editor, once. */
const withMe = (ctx: Ctx, { editors }: Draft): string[] => [...new Set([...editors, ctx.who.id])]

/** A version as it begins, with the text in force. */
export const begun = (ctx: Ctx, { base, xml, hash, reason }: Pick<Draft, 'base' | 'xml' | 'hash' | 'reason'>): Draft => ({
  ...{ id: ctx.id(), base, status: 'drafting', xml, hash, revision: 1, reason, editors: [] },
  ...{ openedAt: ctx.now, savedAt: ctx.now, savedBy: ctx.who.name, version: null },
})

/** What every act begins and ends with. */
function stepsOf<Row extends Draft>(desk: Desk<Row>) {
  const found = async (ctx: Ctx, id: string): Promise<Row> => {
    const row = await desk.lock(ctx, id)
    if (!row) throw refuse('draft.unknown')
    return row
  }
  /** A draft to act on, held; refused where the step is barred. */
  const held = async (ctx: Ctx, id: string, verb: DraftVerb): Promise<Row> => {
    const row = await found(ctx, id)
    const why = whyNotTake(await desk.standing(ctx, row), verb, ctx.who, await desk.offices(ctx, row))
    if (why) throw refuse('draft.may-not', { verb: verbs[verb].title, why })
    return row
  }
  const mayWrite = async (ctx: Ctx, row: Row): Promise<void> => {
    const { write, writer } = await desk.offices(ctx, row)
    if (!write(ctx.who)) throw refuse('draft.not-yours', { writer })
  }
  const tell = async (ctx: Ctx, row: Row, act: DraftAct, more: Record<string, unknown> = {}): Promise<void> => {
    const data = { code: desk.code(row), draft: row.id, base: row.base, ...more, byName: ctx.who.name }
    await ctx.emit({ name: desk.facts[act], about: desk.about(row), data, readers: ['organ:*'] })
  }
  const ending =
    (verb: DraftVerb, status: DraftStatus, act: DraftAct): Action<SayWhy, { draft: string }> =>
    async (ctx, { draft: id, reason }) => {
      const row = await held(ctx, id, verb)
      await desk.save(ctx, { ...row, status })
      await tell(ctx, row, act, { reason })
      return { draft: id }
    }
  return { found, held, mayWrite, tell, ending }
}

/** The acts about the rehearsal of a version. */
function rehearsalsOf<Row extends Draft>(desk: Desk<Row>, { found, held, mayWrite }: ReturnType<typeof stepsOf<Row>>) {
  const rehearse: Action<ByDraft, { draft: string; rehearsal: string }> = async (ctx, { draft: id }) => {
    const row = await held(ctx, id, 'rehearse')
    const fact = { name: desk.facts['rehearsal-asked'], about: desk.about(row) }
    const asked = { kind: desk.kind, code: desk.code(row), draft: id, base: row.base, hash: row.hash, may: desk.may }
    return { draft: id, rehearsal: await askRehearsal(ctx, asked, fact) }
  }

  /** Whoever may write the draft may stop its rehearsal, in whatever status the draft is. */
  const stop: Action<ByDraft, { draft: string }> = async (ctx, { draft: id }) => {
    await mayWrite(ctx, await found(ctx, id))
    await stopRehearsal(ctx, id)
    return { draft: id }
  }
  const changes: Action<ListChanges, ChangeList> = listChanges
  return { rehearse, stop, changes }
}

/** The acts of one kind of versions. */
export function actsOf<Row extends Draft>(desk: Desk<Row>) {
  const steps = stepsOf(desk)
  const { held, tell, ending } = steps

  /** Tells that a version was begun. */
  const begin = (ctx: Ctx, row: Row): Promise<void> => tell(ctx, row, 'change-begun', { reason: row.reason })

  /** Writes the text; two who write at once do not overwrite each other. `xmlOf` may refuse. */
  const edit = async (
    ctx: Ctx,
    { draft: id, revision }: { draft: string; revision: number },
    xmlOf: () => string,
  ): Promise<{ draft: string; revision: number }> => {
    const row = await held(ctx, id, 'edit')
    if (row.revision !== revision) throw refuse('draft.edited-meanwhile', { by: row.savedBy })
    const xml = xmlOf()
    const saved = { xml, hash: sm3(xml), revision: revision + 1, editors: withMe(ctx, row), savedAt: ctx.now, savedBy: ctx.who.name }
    await desk.save(ctx, { ...row, ...saved })
    return { draft: id, revision: revision + 1 }
  }

  const submit: Action<ByDraft, { draft: string }> = async (ctx, { draft: id }) => {
    const row = await held(ctx, id, 'submit')
    const handed: Row = { ...row, status: 'submitted', editors: withMe(ctx, row), submittedAt: ctx.now, submittedBy: ctx.who.name }
    await desk.save(ctx, handed)
    await tell(ctx, row, 'submitted', { hash: row.hash })
    return { draft: id }
  }

  /** 发布, by somebody who did not write it. Without a rehearsal of exactly this text it needs a reason, which stays with the version. */
  const publish = async (ctx: Ctx, { draft: id, unrehearsed }: PublishDraft): Promise<{ row: Row; version: number }> => {
    const row = await held(ctx, id, 'publish')
    const ground = await groundOfPublication(ctx, { draft: id, hash: row.hash, reason: unrehearsed })
    const version = await desk.publish(ctx, row, ground)
    await desk.save(ctx, { ...row, status: 'published', version })
    return { row, version }
  }

  const back = ending('return', 'drafting', 'returned')
  const abandon = ending('abandon', 'abandoned', 'abandoned')
  return { begin, edit, submit, publish, back, abandon, ...rehearsalsOf(desk, steps) }
}
