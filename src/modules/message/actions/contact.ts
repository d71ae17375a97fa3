/** The own telephone, e-mail and address, and which way one is told. A new number or mailbox counts once a code sent there was typed in. */
import { asSystem } from '#base/as-system.ts'
import { countAttempt } from '#base/limit.ts'
import { invalidFields, refusals } from '#base/refusal.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { changeContact, ownRecord } from '#kernel/party/api.ts'
import { checkEmail, maskEmail, normalEmail } from '#kernel/party/rules/email.ts'
import { maskAddress, maskPhone } from '#kernel/party/rules/mask.ts'
import { checkMobile, normalPhone } from '#kernel/party/rules/phone.ts'
import { refusedButKept } from '#kernel/permission/api.ts'
import { gatewayOf } from '../gateway/choose.ts'
import { codeMs, codeOf, mostOfAccount, mostOfAddress, mostTries, pauseMs, typedCode } from '../rules/code.ts'
import type { ByKind, CodeSent, ContactCode, ContactKind, NewContact, Preference } from '../schema.ts'
import { countTry, dropCode, findCode, findWays, lockCode, putCode, setWays, type Ways } from '../store/contact.ts'
import { sendDirect } from './direct.ts'

const refuse = refusals({
  'message.citizens-only': [403, '这一页是群众自己的联系方式。工作人员的联系方式请找系统管理员改'],
  'message.code-too-soon': [429, '验证码刚发过，请等 1 分钟再要。也请看看短信或邮件是不是被拦了'],
  'message.code-too-many': [429, '今天要验证码的次数用完了，请明天再试，或带身份证件到窗口改'],
  'message.code-over': [409, '验证码过了 5 分钟，或者试错太多次，已经作废。请重新要一个'],
  'message.code-wrong': [422, '验证码不对，还能试 {left} 次。请照着最新一条短信或邮件填'],
})

type Coded = 'phone' | 'email'
const kinds = {
  phone: { channel: 'sms', normal: normalPhone, check: checkMobile, mask: maskPhone, purpose: '联系手机号' },
  email: { channel: 'email', normal: normalEmail, check: checkEmail, mask: maskEmail, purpose: '邮箱' },
} as const
export const contactContext = 'message.contact_code.value'
const dayMs = 86_400_000

/** The person himself: contact data of a body are changed where the body is spoken for. */
function partyOf({ who }: Ctx): string {
  if (who.kind !== 'citizen') throw refuse('message.citizens-only')
  return who.id.slice('citizen:'.length)
}

export type Contact = { phone: string | null; email: string | null; address: string | null; ways: Ways; chosen: boolean; set: Ways }

/** Masked: whoever looks over one's shoulder learns nothing. */
export const contact: Action<unknown, Contact> = async (ctx) => {
  const record = await ownRecord(ctx, partyOf(ctx))
  const ways = await findWays(ctx.tx, ctx.who.id)
  const isSet = (channel: 'sms' | 'email') => gatewayOf(channel, ctx.city.gateways) !== undefined
  return {
    phone: record.phone ? maskPhone(record.phone) : null,
    email: record.email ? maskEmail(record.email) : null,
    address: record.address ? maskAddress(record.address) : null,
    ways: ways ?? { sms: true, email: false },
    chosen: ways !== undefined,
    set: { sms: isSet('sms'), email: isSet('email') },
  }
}

export const chooseWays: Action<Preference, { sms: boolean; email: boolean }> = async (ctx, { sms, email }) => {
  partyOf(ctx)
  const ways = { sms: sms === 'yes', email: email === 'yes' }
  await setWays(ctx.tx, ctx.who.id, ways, ctx.now)
  return ways
}

export type EditContact = { kind: ContactKind; now: string | null; code: boolean }
export const editContact: Action<ByKind, EditContact> = async (ctx, { kind }) => {
  const all = await contact(ctx, {})
  return { kind, now: all[kind], code: kind !== 'address' && gatewayOf(kinds[kind].channel, ctx.city.gateways) !== undefined }
}

/** Codes are a cost and a nuisance to whoever gets them unasked: few for an account, few for an address, none right after another. */
const checkOften = (ctx: Ctx, kind: Coded, digest: string): Promise<void> =>
  asSystem(ctx.tx, async () => {
    const before = await findCode(ctx.tx, ctx.who.id, kind)
    if (before && ctx.now.getTime() - before.madeAt.getTime() < pauseMs) throw refuse('message.code-too-soon')
    const mine = await countAttempt(ctx.tx, `contact-code:${ctx.who.id}`, ctx.now, dayMs)
    const there = await countAttempt(ctx.tx, `contact-code-to:${digest}`, ctx.now, dayMs)
    if (mine.n > mostOfAccount || there.n > mostOfAddress) throw refuse('message.code-too-many')
  })

/** `next` says where the person goes on: to the code, or back where nothing has to be shown. */
export const newContact: Action<NewContact, { next: 'code' | 'done'; kind: ContactKind }> = async (ctx, { kind, value: typed }) => {
  const party = partyOf(ctx)
  if (kind === 'address' || typed === '') return change(ctx, party, kind, typed)
  const { channel, normal, check, purpose } = kinds[kind]
  const value = normal(typed)
  const wrong = check(value)
  if (wrong) throw invalidFields([{ field: 'value', sentence: wrong }])
  if (!gatewayOf(channel, ctx.city.gateways)) return change(ctx, party, kind, value)
  const digest = ctx.keys.blindIndex(value, contactContext)
  await checkOften(ctx, kind, digest)
  const code = codeOf(ctx.random(4))
  const expiresAt = new Date(ctx.now.getTime() + codeMs)
  await putCode(ctx.tx, {
    ...{ account: ctx.who.id, kind, expiresAt },
    madeAt: ctx.now,
    valueSealed: ctx.keys.seal(value, contactContext),
    codeDigest: digestOf(ctx, kind, value, code),
  })
  const text = `【${ctx.city.brand.zh}】验证码 ${code}，5 分钟内有效，用来更换您的${purpose}。不是您本人操作，请不要告诉任何人。`
  await sendDirect(ctx, { channel, to: value, title: '验证码', text, link: '/me/contact', expiresAt })
  return { next: 'code', kind }
}

/** Where no gateway is set nothing can be shown, and nothing is ever sent there either. */
async function change(ctx: Ctx, party: string, kind: ContactKind, value: string): Promise<{ next: 'done'; kind: ContactKind }> {
  if (kind === 'address' && [...value].length > 200) throw invalidFields([{ field: 'value', sentence: '地址最长 200 个字，请写短一些' }])
  if (kind !== 'address') await dropCode(ctx.tx, ctx.who.id, kind)
  await changeContact(ctx, { party, [kind]: value })
  return { next: 'done', kind }
}

const digestOf = (ctx: Ctx, kind: Coded, value: string, code: string) =>
  ctx.keys.blindIndex(`${ctx.who.id} ${kind} ${value} ${code}`, 'message.contact_code.code')

export type Awaited = { kind: Coded; to: string | null }
/** Where the code went, masked; `null` where none is waited for. */
export const awaitedCode: Action<CodeSent, Awaited> = async (ctx, { kind }) => {
  partyOf(ctx)
  const found = await findCode(ctx.tx, ctx.who.id, kind)
  const holds = found && found.expiresAt > ctx.now && found.tries < mostTries
  return { kind, to: holds ? kinds[kind].mask(ctx.keys.open(found.valueSealed, contactContext)) : null }
}

/** Wrong tries stay counted, so they are refused and kept. */
export const confirmContact: Action<ContactCode, { kind: Coded }> = async (ctx, { kind, code }) => {
  const party = partyOf(ctx)
  const found = await lockCode(ctx.tx, ctx.who.id, kind)
  if (!found || found.expiresAt <= ctx.now || found.tries >= mostTries) throw refuse('message.code-over')
  const value = ctx.keys.open(found.valueSealed, contactContext)
  if (digestOf(ctx, kind, value, typedCode(code)) !== found.codeDigest) {
    await countTry(ctx.tx, ctx.who.id, kind)
    const left = mostTries - found.tries - 1
    return refusedButKept(left > 0 ? refuse('message.code-wrong', { left }) : refuse('message.code-over'))
  }
  await dropCode(ctx.tx, ctx.who.id, kind)
  await changeContact(ctx, { party, [kind]: value })
  return { kind }
}
