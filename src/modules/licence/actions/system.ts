/** Systems of the city: the ledger, their keys, and the calls by which it is known how far each has come. */
import { asSystem } from '#base/as-system.ts'
import { sm3 } from '#base/digest.ts'
import { invalidFields, refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { drawOn, holdingsOf } from '#kernel/holding/api.ts'
import { listOrgans } from '#kernel/item/api.ts'
import type { Ctx } from '#kernel/module.ts'
import { findByNo } from '#kernel/party/api.ts'
import { stateCodes } from '../rules/acts.ts'
import { faceOf } from '../rules/face.ts'
import { supportDueOn, supportLamp, supportOf } from '../rules/support.ts'
import type { Licence } from '../schema/licence.ts'
import type {
  AskSystem,
  DirectoryType,
  Evidence,
  NewSystem,
  QueryAnswer,
  QueryCall,
  SharedLicence,
  SystemRow,
  SystemsView,
  SystemView,
} from '../schema/system.ts'
import { findLicence, findType, listTypes } from '../store/licence.ts'
import { addCall, addSystem, findByKey, findSystem, listCalls, listEvidence, listSystems, setKey } from '../store/system.ts'
import { about } from './keep.ts'
import { usedOf } from './rates.ts'

const refuse = refusals({
  'licence.no-system': [404, '台账里没有这个系统，可能编码改了。请从台账重新打开'],
  'licence.bad-key': [401, '密钥不对或已经换过。请联系市行政审批局的系统台账管理员'],
  'licence.no-type': [404, '没有这种证照类型，请查目录接口'],
})

export const refuseKey = () => refuse('licence.bad-key')

async function rows(ctx: Ctx): Promise<SystemRow[]> {
  const evidence = await listEvidence(ctx.tx)
  return (await listSystems(ctx.tx)).map((s) => {
    const of = (service: Evidence['service']) => {
      const seen = evidence.find((e) => e.system === s.code && e.service === service)
      const support = supportOf(s.keyAt, seen)
      return { support, lamp: supportLamp(support, ctx.now), evidence: seen }
    }
    return { ...s, licence: of('licence'), seal: of('seal') }
  })
}

const newYear = (ctx: Ctx) => new Date(`${dayOf(ctx.now).slice(0, 4)}-01-01T00:00:00+08:00`)

/** The ledger: each system with how far it has come and the call that shows it. */
export const systems = async (ctx: Ctx): Promise<SystemsView> => ({
  systems: await rows(ctx),
  organs: (await listOrgans(ctx.tx)).map((o) => ({ value: o.id, label: o.name })),
  dueOn: supportDueOn,
  used: await asSystem(ctx.tx, () => usedOf(ctx.tx, { since: newYear(ctx), until: ctx.now })),
})

/** Puts a system into the ledger. It has no key yet, and so counts as not begun. */
export async function register(ctx: Ctx, s: NewSystem): Promise<{ code: string }> {
  const owner = (await listOrgans(ctx.tx)).find((o) => o.id === s.owner)
  if (!owner) throw invalidFields([{ field: 'owner', sentence: '没有这个机关，请从列表里选' }])
  const row = { ...s, ownerName: owner.name, keyAt: null, demo: owner.demo === true }
  if (!(await asSystem(ctx.tx, () => addSystem(ctx.tx, row, ctx.who.id, ctx.now))))
    throw invalidFields([{ field: 'code', sentence: '这个编码或名称已经在台账里了，请换一个' }])
  await ctx.emit({
    name: 'licence.system-registered',
    about: `system:${s.code}`,
    readers: ['organ:*'],
    data: { system: s.code, byName: ctx.who.name },
  })
  return { code: s.code }
}

/** Gives a system its key: shown once, kept as a digest; the key before it is void. */
export async function giveKey(ctx: Ctx, { code }: AskSystem): Promise<{ code: string; key: string }> {
  if (!(await findSystem(ctx.tx, code))) throw refuse('licence.no-system')
  const key = `hb_${Buffer.from(ctx.random(24)).toString('base64url')}`
  await asSystem(ctx.tx, () => setKey(ctx.tx, code, sm3(key), ctx.now))
  await ctx.emit({ name: 'licence.key-given', about: `system:${code}`, readers: ['organ:*'], data: { system: code, byName: ctx.who.name } })
  return { code, key }
}

export async function system(ctx: Ctx, { code }: AskSystem): Promise<SystemView> {
  const found = (await rows(ctx)).find((s) => s.code === code)
  if (!found) throw refuse('licence.no-system')
  return { ...found, calls: await listCalls(ctx.tx, code, 100) }
}

/** The directory of types (GB/T 36902), for anybody. */
export async function directory(ctx: Ctx): Promise<{ types: DirectoryType[] }> {
  const types = await listTypes(ctx.tx)
  return {
    types: types.map((t) => {
      const { code, name, definer, holder, items, basis = null, demo } = t
      return { code, name, definer, holder, items, basis, demo, face: faceOf(t).map((line) => line.name) }
    }),
  }
}

const shared = (l: Licence): SharedLicence => ({
  name: l.typeName,
  typeCode: l.type,
  no: l.no,
  identifier: l.identifier,
  version: l.version,
  issuer: l.organName,
  issuedOn: l.issuedOn,
  validFrom: l.fromOn,
  validTo: l.toOn ?? '9999-12-31',
  stateCode: stateCodes[l.state].code,
  state: stateCodes[l.state].label,
  demo: l.demo,
})

/**
 * A system asks for a holder's licences in force of one type (GB/T 36906): for a stated case and purpose, with consent. The
 * holder sees the call. A test call proves the line and gives nothing of anybody.
 */
export const query = (ctx: Ctx, q: QueryCall): Promise<QueryAnswer> =>
  asSystem(ctx.tx, async () => {
    const caller = await findByKey(ctx.tx, sm3(q.key))
    if (!caller) throw refuseKey()
    if (!(await findType(ctx.tx, q.type))) throw refuse('licence.no-type')
    const licences = q.test ? [] : await licencesOf(ctx, q)
    if (licences.length > 0)
      await drawOn(ctx, {
        kind: 'call',
        subject: `external:${q.subject}`,
        purpose: q.purpose,
        organName: `${caller.ownerName}（${caller.name}）`,
        of: licences.map((l) => ({ holding: about(l.id) })),
      })
    const outcome = q.test ? '测试调用，接通' : `${licences.length} 张`
    await addCall(ctx.tx, { id: ctx.id(), system: caller.code, service: 'licence', test: q.test, outcome, at: ctx.now })
    return { test: q.test, licences: licences.map(shared) }
  })

async function licencesOf(ctx: Ctx, { holderNo, type }: QueryCall): Promise<Licence[]> {
  const no = holderNo.toUpperCase()
  const holder = (await findByNo(ctx, { idType: '111', idNo: no })) ?? (await findByNo(ctx, { idType: '001', idNo: no }))
  if (!holder) return []
  const held = (await holdingsOf(ctx, holder.id)).filter((h) => h.type === type && h.state === 'valid')
  const found = await Promise.all(held.map((h) => findLicence(ctx.tx, h.id.slice(about('').length))))
  const today = ctx.now
  return found.filter((l) => l !== undefined).filter((l) => l.toOn === null || new Date(`${l.toOn}T23:59:59+08:00`) >= today)
}
