/** Every act on a seal itself: hold it, ask the rules, do what the verb does besides, leave a fact. */
import { asSystem } from '#base/as-system.ts'
import { invalidFields, Refusal, refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { findByNo, partiesOf } from '#kernel/party/api.ts'
import { findColleague } from '#kernel/permission/api.ts'
import { storeOf } from '../gateway/stores.ts'
import { sealVerbs, whyNot } from '../rules/life.ts'
import { type SealVerb, sealInputs, type TakeSeal } from '../schema/life.ts'
import type { SealRow } from '../schema/seal.ts'
import { addKeeper, endKeeper, endKeepers } from '../store/keeper.ts'
import { findKey, setDestroyed } from '../store/key.ts'
import { addRevoked, findPdfKey, hasOpen, listExpired, lockSeal, type SealTools, setChecked, setStatus } from '../store/seal.ts'
import { writeApplication } from './apply.ts'
import { certificateOf } from './authority.ts'
import { lastDay, makeOne } from './make.ts'
import { doubtOf, ownerOf } from './owner.ts'
import { aboutSeal, handsOn, readersOf, seenSeal } from './reach.ts'

const refuse = refusals({
  'seal.doubtful': [409, '核验不通过：{why}。请先更正登记，或者不予制章'],
  'seal.no-such-day': [422, '有效期要晚于今天，最晚到 {last}（签发机构的证书到那天为止）'],
  'seal.no-colleague': [422, '这位同事没有“申请用印”的权限，不能做用印人。请先请系统管理员授权'],
  'seal.no-agent': [422, '没有找到得到贵单位授权的这个人。请先在“我的账户和授权”里授权给他，再请他保管印章'],
  'seal.keeps-already': [409, '{name}已经是这枚印章的用印人'],
  'seal.keeps-not': [409, '这位同事现在不是用印人，不用取消'],
  'seal.no-owner': [409, '登记里已经没有这个单位，不能换章。可以注销这枚印章'],
  'seal.change-asked': [409, '已经申请换章，正在办理；新章做好以前，这枚照常使用'],
})

// biome-ignore lint/suspicious/noExplicitAny: input that the schema of its verb has checked
type Data = Record<string, any>
type Held = SealRow & Partial<SealTools>
/** What a verb does besides its status; what it answers stands in the fact. */
type Deed = (ctx: Ctx, seal: Held, input: Data) => Promise<Data>

const plain: Deed = async (ctx, seal, input) => {
  const { to } = sealVerbs[input.verb as SealVerb]
  if (to) await setStatus(ctx.tx, seal.id, to, input.reason ?? null, ctx.now)
  return { reason: input.reason }
}

/** A seal that never signs again: its certificate is revoked, its keepers are dismissed, its key is destroyed. */
async function endSeal(ctx: Ctx, seal: Held, status: 'cancelled' | 'changed' | 'expired', reason: string | null): Promise<void> {
  await setStatus(ctx.tx, seal.id, status, reason, ctx.now)
  await endKeepers(ctx.tx, seal.id, ctx.who.id, ctx.now)
  if (status !== 'expired' && seal.certificate) {
    const serial = certificateOf(seal.certificate).serialNumber
    const why = status === 'changed' ? 'superseded' : seal.status === 'lost' ? 'keyCompromise' : 'cessationOfOperation'
    await addRevoked(ctx.tx, { serial, seal: seal.id, at: ctx.now, reason: why })
  }
  for (const id of [seal.key, (await findPdfKey(ctx.tx, seal.id))?.key]) {
    const key = id ? await findKey(ctx.tx, id) : undefined
    if (!key) continue
    await storeOf(ctx.keys, key).destroy(key)
    await setDestroyed(ctx.tx, key.id, ctx.now)
  }
}

async function make(ctx: Ctx, seal: Held, { validTo }: Data): Promise<Data> {
  const today = dayOf(ctx.now)
  const last = await lastDay(ctx)
  if (validTo <= today || validTo > last) throw refuse('seal.no-such-day', { last })
  const before = seal.replaces ? await lockSeal(ctx.tx, seal.replaces) : undefined
  if (before && ['valid', 'lost', 'frozen'].includes(before.status)) {
    await endSeal(ctx, before, 'changed', '换发新章')
    await leave(ctx, before, 'seal.changed', { reason: '换发新章', by: seal.id })
  }
  await makeOne(ctx, seal, { from: today, to: validTo }, ctx.who.id)
  return { validFrom: today, validTo }
}

/** Who can be entrusted with a seal: in an organ a colleague with the right to use it; in a firm somebody who acts for it, by his number. */
async function entrusted(ctx: Ctx, seal: Held, asked: string): Promise<{ account: string; name: string }> {
  const today = dayOf(ctx.now)
  if (seal.ownerKind === 'organ') {
    const place = { permission: 'seal.use', organ: seal.owner, division: seal.division }
    const colleague = await findColleague(ctx.tx, asked, place, today)
    if (!colleague) throw refuse('seal.no-colleague')
    return { account: asked, name: colleague.name }
  }
  const person = await findByNo(ctx, { idType: '111', idNo: asked })
  const acts = person?.kind === 'natural' && (await partiesOf(ctx.tx, person.id, today)).some((s) => s.party === seal.owner)
  if (!person || !acts) throw refuse('seal.no-agent')
  return { account: `citizen:${person.id}`, name: person.name }
}

async function appoint(ctx: Ctx, seal: Held, asked: Data): Promise<Data> {
  const { account, name } = await entrusted(ctx, seal, asked.account)
  const keeper = { id: ctx.id(), seal: seal.id, account, name, at: ctx.now, by: ctx.who.id, byName: ctx.who.name }
  if (!(await addKeeper(ctx.tx, keeper))) throw refuse('seal.keeps-already', { name })
  return { account, name }
}

async function dismiss(ctx: Ctx, seal: Held, { account, reason }: Data): Promise<Data> {
  if (!(await endKeeper(ctx.tx, seal.id, account, ctx.who.id, ctx.now))) throw refuse('seal.keeps-not')
  return { account, reason }
}

async function askChange(ctx: Ctx, seal: Held, { reason }: Data): Promise<Data> {
  if (await hasOpen(ctx.tx, seal.owner, seal.kind, seal.powerOf)) throw refuse('seal.change-asked')
  const owner = await ownerOf(ctx, seal)
  if (!owner) throw refuse('seal.no-owner')
  const { representative = seal.name } = owner
  const name = seal.name === seal.ownerName ? owner.name : seal.kind === 'representative' ? representative : seal.name
  const wanted = { owner, kind: seal.kind, name, powerOf: seal.powerOf, replaces: seal.id, reason }
  return { reason, application: await writeApplication(ctx, wanted) }
}

const deeds: Record<SealVerb, Deed> = {
  async check(ctx, seal, { identity }) {
    const why = await doubtOf(ctx, seal)
    if (why) throw refuse('seal.doubtful', { why })
    await setChecked(ctx.tx, seal.id, { by: ctx.who.id, identity, at: ctx.now })
    return { identity }
  },
  reject: plain,
  make,
  lose: plain,
  find: plain,
  freeze: plain,
  unfreeze: plain,
  change: askChange,
  async cancel(ctx, seal, { reason }) {
    await endSeal(ctx, seal, 'cancelled', reason)
    return { reason }
  },
  appoint,
  dismiss,
}

const leave = (ctx: Ctx, seal: SealRow, name: string, data: Data) =>
  ctx.emit({ name, about: aboutSeal(seal.id), readers: readersOf(seal), data: { ...data, seal: seal.id, byName: ctx.who.name } })

/** Takes a verb on a seal. Whoever cannot see the seal cannot act on it. */
export const takeSeal: Action<TakeSeal, { id: string }> = async (ctx, { id, verb, input }) => {
  const may = await handsOn(ctx, await seenSeal(ctx, id))
  return asSystem(ctx.tx, async () => {
    const seal = (await lockSeal(ctx.tx, id))!
    const rule = sealVerbs[verb]
    const no = whyNot(seal, verb, { id: ctx.who.id, may: may(rule.by) })
    if (no) throw new Refusal(`seal.${no.code}`, no.code === 'not-now' ? 409 : 403, no.sentence)
    const parsed = sealInputs[verb].safeParse(input)
    if (!parsed.success) throw invalidFields(parsed.error.issues.map((i) => ({ field: i.path.join('.'), sentence: i.message })))
    const data = await deeds[verb](ctx, seal, { ...parsed.data, verb })
    await leave(ctx, seal, rule.fact, data)
    return { id }
  })
}

/** Looks for seals whose last day is over and ends each; a repeat finds none. */
export const expireSeals: Action<unknown, void> = async (ctx) => {
  for (const id of await listExpired(ctx.tx, dayOf(ctx.now), 500)) {
    const seal = (await lockSeal(ctx.tx, id))!
    if (seal.status !== 'valid' || seal.validTo! >= dayOf(ctx.now)) continue
    await endSeal(ctx, seal, 'expired', '有效期满')
    await leave(ctx, seal, 'seal.expired', { reason: '有效期满' })
  }
}
