/** What a holder does with his licences: looks at them, shows one, authorises, has it corrected, takes a copy for one purpose. */
import { asSystem } from '#base/as-system.ts'
import { sm3 } from '#base/digest.ts'
import { invalidFields, refusals } from '#base/refusal.ts'
import { dayOf, fromDay, toDay } from '#kernel/clock/rules/day.ts'
import { qrPath } from '#kernel/document/api.ts'
import { drawOn, listUsesOf } from '#kernel/holding/api.ts'
import { type Ctx, FileAnswer } from '#kernel/module.ts'
import { findByNo, isHimself } from '#kernel/party/api.ts'
import type { Visit } from '#kernel/permission/api.ts'
import { sealDocument } from '#modules/seal/api.ts'
import { stateCodes } from '../rules/acts.ts'
import { maskFace } from '../rules/mask.ts'
import type { Annotate, AskShown, Authorisation, Authorise, Correct, scopes } from '../schema/holder.ts'
import type { AskOne, Licence } from '../schema/licence.ts'
import type { CardView, OwnView, ShownView, UsesView, WalletView } from '../schema/view.ts'
import {
  addAuthorisation,
  addCopy,
  addCorrection,
  addShowing,
  findAuthorisation,
  findCopy,
  findShowing,
  listAgency,
  listAuthorisations,
  listCopies,
  listCorrections,
  revokeAuthorisation,
} from '../store/holder.ts'
import { findLicence, listOwn } from '../store/licence.ts'
import { correctionDue } from './act.ts'
import { sheetOf } from './issue.ts'
import { about, readersOf, whole } from './keep.ts'
import { draftOf, sealsOn } from './sheet.ts'

const refuse = refusals({
  'licence.not-yours': [404, '没有找到这张证照，可能不是您的，或者授权已经到期、收回'],
  'licence.out-of-force': [409, '这张证照现在是“{state}”，不能出示，也不能取加注件。有疑问请联系{organ}'],
  'licence.code-over': [410, '这个码已经失效。请回到证照页，换一个新的码'],
  'licence.correction-open': [409, '您已经提过一条，{organ}正在核实。请等答复，答复前不用再提'],
  'licence.no-authorisation': [404, '没有这项授权，可能已经收回了'],
  'licence.no-copy': [404, '没有这份加注件，可能不是您的'],
})

const showMs = 60_000
const copyDays = 30

const cardOf = ({ id, typeName, no, state, organName, toOn, holderName, demo }: Licence): CardView => ({
  ...{ id, typeName, no, state, organName, toOn, holderName, demo },
})

/** The licences of the person and of the bodies he represents by law, and those that others have authorised him to use. */
export async function wallet(ctx: Visit): Promise<WalletView> {
  const own: WalletView['own'] = []
  for (const { party, name } of (ctx.session?.speaking ?? []).filter((s) => s.as !== 'agent'))
    own.push({ party, name, licences: (await listOwn(ctx.tx, party)).map(cardOf) })
  const lent: WalletView['lent'] = []
  for (const authorisation of await listAgency(ctx.tx, ctx.who.parties, dayOf(ctx.now))) {
    const licence = await findLicence(ctx.tx, authorisation.licence)
    if (licence) lent.push({ licence: cardOf(licence), authorisation })
  }
  return { own, lent }
}

type Scope = (typeof scopes)[number]
type Reached = { licence: Licence; himself: boolean; may: readonly Scope[]; authorisation?: Authorisation }

/** A licence for its holder, or for whom he has authorised; anybody else's is not there. */
async function reach(ctx: Ctx, id: string): Promise<Reached> {
  const licence = await findLicence(ctx.tx, id)
  if (!licence || ctx.who.kind !== 'citizen') throw refuse('licence.not-yours')
  if (await isHimself(ctx, licence.party)) return { licence, himself: true, may: ['show', 'copy'] }
  const authorisation = (await listAgency(ctx.tx, ctx.who.parties, dayOf(ctx.now))).find((a) => a.licence === id)
  if (!authorisation) throw refuse('licence.not-yours')
  return { licence, himself: false, may: authorisation.scopes as Scope[], authorisation }
}

async function reachFor(ctx: Ctx, id: string, scope: Scope): Promise<Reached> {
  const reached = await reach(ctx, id)
  if (!reached.may.includes(scope)) throw refuse('licence.not-yours')
  const { state, toOn, organName } = reached.licence
  if (state !== 'valid' || (toOn !== null && toOn < dayOf(ctx.now)))
    throw refuse('licence.out-of-force', { state: state === 'valid' ? '失效' : stateCodes[state].label, organ: organName })
  return reached
}

/** One's own licence: its face with personal numbers masked, whom one has authorised, what one has asked to be corrected. */
export async function openOwn(ctx: Visit, { id }: AskOne): Promise<OwnView> {
  const { licence, himself, may } = await reach(ctx, id)
  const { face } = await asSystem(ctx.tx, () => whole(ctx, licence))
  const shown = { licence, himself, may, face: maskFace(face) }
  if (!himself) return { ...shown, authorisations: [], corrections: [], copies: [] }
  return {
    ...shown,
    authorisations: await listAuthorisations(ctx.tx, id),
    corrections: await listCorrections(ctx.tx, id),
    copies: await listCopies(ctx.tx, id),
  }
}

/** A code for whoever wants to see the licence: sixty seconds, once. Only the digest of its token is kept. */
export async function show(ctx: Visit, { id }: AskOne): Promise<{ id: string; token: string; until: Date }> {
  const { licence } = await reachFor(ctx, id, 'show')
  const token = Buffer.from(ctx.random(24)).toString('base64url')
  const until = new Date(ctx.now.getTime() + showMs)
  const showing = { id: ctx.id(), licence: licence.id, digest: sm3(token), by: ctx.who.id, at: ctx.now, until, usedAt: null }
  await asSystem(ctx.tx, () => addShowing(ctx.tx, showing))
  return { id, token, until }
}

export async function shown(ctx: Visit, { id, token }: AskShown): Promise<ShownView> {
  const { licence } = await reachFor(ctx, id, 'show')
  const showing = await asSystem(ctx.tx, () => findShowing(ctx.tx, sm3(token)))
  if (showing?.licence !== id || showing.until < ctx.now || showing.usedAt) throw refuse('licence.code-over')
  const { face } = await asSystem(ctx.tx, () => whole(ctx, licence))
  return { licence: cardOf(licence), qr: qrPath(`${ctx.site}/licences/scan/${token}`), until: showing.until, face: maskFace(face) }
}

/** Authorises somebody to use one licence, for a purpose, for some ways of use, until a day. */
export async function authorise(ctx: Visit, a: Authorise): Promise<{ id: string; licence: string }> {
  const { licence, himself } = await reach(ctx, a.id)
  if (!himself) throw refuse('licence.not-yours')
  const today = dayOf(ctx.now)
  const agent = await asSystem(ctx.tx, () => findByNo(ctx, { idType: '111', idNo: a.agentIdNo.toUpperCase() }))
  const wrong = []
  if (!agent) wrong.push({ field: 'agentIdNo', sentence: '没有找到这位，请核对号码；对方要先登录过一次' })
  else if (ctx.who.parties.includes(agent.id)) wrong.push({ field: 'agentIdNo', sentence: '不用授权给自己' })
  if (a.toOn < today) wrong.push({ field: 'toOn', sentence: '请选今天或以后的日子' })
  if (toDay(a.toOn) > toDay(today) + 366) wrong.push({ field: 'toOn', sentence: '一次最多授权一年' })
  if (wrong.length || !agent) throw invalidFields(wrong)
  const id = ctx.id()
  const row = {
    id,
    licence: licence.id,
    agent: agent.id,
    agentName: agent.name,
    purpose: a.purpose,
    scopes: a.scopes,
    fromOn: today,
    toOn: a.toOn,
  }
  await asSystem(ctx.tx, () => addAuthorisation(ctx.tx, { ...row, at: ctx.now, revokedAt: null, by: ctx.who.id }))
  const data = {
    licence: licence.id,
    organ: licence.organ,
    authorisation: id,
    agent: agent.id,
    purpose: a.purpose,
    scopes: a.scopes,
    toOn: a.toOn,
  }
  const readers = [...readersOf(licence), `party:${agent.id}`]
  await ctx.emit({ name: 'licence.authorised', about: `licence-authorisation:${id}`, readers, data })
  return { id, licence: licence.id }
}

/** Takes an authorisation back, at once. */
export async function revoke(ctx: Visit, { id }: AskOne): Promise<{ id: string; licence: string }> {
  const found = await findAuthorisation(ctx.tx, id)
  if (!found || found.revokedAt) throw refuse('licence.no-authorisation')
  const { licence, himself } = await reach(ctx, found.licence)
  if (!himself) throw refuse('licence.no-authorisation')
  await asSystem(ctx.tx, () => revokeAuthorisation(ctx.tx, id, ctx.now))
  await ctx.emit({
    name: 'licence.authorisation-ended',
    about: `licence-authorisation:${id}`,
    data: { licence: licence.id, authorisation: id },
  })
  return { id, licence: licence.id }
}

/** The holder says what is wrong on his licence; the organ answers within five working days. */
export async function correct(ctx: Visit, { id, text }: Correct): Promise<{ id: string; licence: string; dueOn: string }> {
  const { licence, himself } = await reach(ctx, id)
  if (!himself) throw refuse('licence.not-yours')
  const dueOn = correctionDue(ctx)
  const row = { id: ctx.id(), licence: id, text, by: ctx.who.id, byName: ctx.who.name, at: ctx.now, dueOn }
  const open = { state: 'open' as const, answer: null, answeredAt: null }
  if (!(await asSystem(ctx.tx, () => addCorrection(ctx.tx, { ...row, ...open }))))
    throw refuse('licence.correction-open', { organ: licence.organName })
  // the ledger is for ever and for many: who the holder was, the licence says
  const data = { licence: id, organ: licence.organ, correction: row.id, dueOn, byName: '持证人' }
  await ctx.emit({ name: 'licence.correction-asked', about: about(id), readers: readersOf(licence), data })
  return { id: row.id, licence: id, dueOn }
}

/**
 * A copy for one purpose: the licence drawn anew with a note, the digest of the original, and a signature of its own. The
 * original never leaves the library (GB/T 36905).
 */
export async function annotate(ctx: Visit, { id, purpose }: Annotate): Promise<{ id: string; licence: string }> {
  const { licence } = await reachFor(ctx, id, 'copy')
  return asSystem(ctx.tx, async () => {
    const { type, face, versions } = await whole(ctx, licence)
    const toOn = fromDay(toDay(dayOf(ctx.now)) + copyDays)
    const copy = ctx.id()
    const data = { licence: id, organ: licence.organ, copy, purpose, toOn, byName: ctx.who.name }
    const fact = await ctx.emit({ name: 'licence.annotated', about: about(id), readers: readersOf(licence), data })
    const note = { purpose, toOn, original: versions[0]!.file ?? '', forWhom: licence.holderName }
    const checkUrl = `${ctx.site}/licences/verify/${licence.identifier}`
    const ofd = draftOf(await sheetOf(ctx, { licence, type, face }), { id: Buffer.from(ctx.random(16)).toString('hex'), checkUrl, note })
    const sealed = await sealDocument(ctx, {
      seal: { organ: licence.organ, kind: 'official' },
      subject: about(id),
      title: `${licence.typeName}加注件`,
      approval: { fact: fact.id },
      ofd,
      places: sealsOn(ofd),
      lock: true,
    })
    await addCopy(ctx.tx, {
      id: copy,
      licence: id,
      purpose,
      toOn,
      file: sealed.file.hash,
      by: ctx.who.id,
      byName: ctx.who.name,
      at: ctx.now,
    })
    await drawOn(ctx, { kind: 'copy', purpose: `取加注件：${purpose}`, organName: '本人或受托人', of: [{ holding: about(id) }] })
    return { id: copy, licence: id }
  })
}

/** The file of a copy, for whoever may take one. */
export async function openCopy(ctx: Visit, { id }: AskOne): Promise<FileAnswer> {
  const copy = await asSystem(ctx.tx, () => findCopy(ctx.tx, id))
  if (!copy) throw refuse('licence.no-copy')
  const { licence } = await reach(ctx, copy.licence)
  return new FileAnswer(await ctx.storage.read(copy.file), 'application/ofd', `${licence.typeName}（加注件）.ofd`, false)
}

const mostUses = 200

/** Who has used one's licences: when, which organ, for which case, what for. */
export async function uses(ctx: Visit): Promise<UsesView> {
  const own = (ctx.session?.speaking ?? []).filter((s) => s.as !== 'agent').map((s) => s.party)
  const found = (await Promise.all(own.map((party) => listUsesOf(ctx.tx, party, mostUses)))).flat()
  const sorted = found.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, mostUses)
  return { uses: sorted.map((u) => (u.subject?.startsWith('case:') ? { ...u, case: u.subject.slice('case:'.length) } : u)) }
}
