/** Accounts and the ledger as administrators and the auditor read them. */
import { asSystem } from '#base/as-system.ts'
import { listDivisions, listEveryOrgan, listOrgans } from '#kernel/item/api.ts'
import { findFact, listFacts, pageFacts } from '#kernel/ledger/store.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { maskedNames, naturalAmong, wholeName } from '#kernel/party/api.ts'
import { aboutText } from '../rules/about.ts'
import { offices } from '../rules/offices.ts'
import { toldOf } from '../rules/told.ts'
import type {
  Account,
  AccountId,
  AccountRecord,
  AuditLine,
  AuditPage,
  GrantChoices,
  Granted,
  GrantLine,
  ListAudit,
  MaskedPart,
  UnmaskAudit,
} from '../schema.ts'
import { citizensAmong, findAccount, findCredentials, namesOf, shownNamesOf, staffCalled } from '../store/account.ts'
import { findBound } from '../store/directory.ts'
import { findPause } from '../store/failure.ts'
import { findOffice, listGrantsOf, listProposed, listRoles } from '../store/grant.ts'
import { loginKey } from './guess.ts'
import { refuse } from './refuse.ts'

const every = '*'
/** Who is nobody in particular. */
const namedOtherwise: Record<string, string> = { system: '系统', anyone: '没有登录的人' }

/** What all rooms together call their facts, or what those are about. */
const called = (ctx: Ctx, what: 'facts' | 'about'): Record<string, string> => Object.assign({}, ...ctx.rooms.map((r) => r[what]))

/** Whoever signs in is nobody before: the fact is his whose account it is about. */
const actorOf = ({ by, about }: Recorded): string => (by === 'anyone' && about.startsWith('account:') ? about.slice('account:'.length) : by)

/** The parties that a fact is about or speaks of. */
const partiesIn = ({ about, data }: Recorded): string[] =>
  [about.startsWith('party:') ? about.slice('party:'.length) : undefined, data.principal, data.agent].filter((id) => typeof id === 'string')

/** The person behind each name that a fact may show masked: an account of a citizen, or a party. */
function personsIn(fact: Recorded): Partial<Record<MaskedPart, string>> {
  const { about, data } = fact
  const [kind, ...rest] = about.split(':')
  const id = (value: unknown) => (typeof value === 'string' ? value : undefined)
  return {
    by: actorOf(fact),
    about: kind === 'account' || kind === 'party' ? rest.join(':') : undefined,
    principal: id(data.principal),
    agent: id(data.agent),
  }
}

/** The parties whose names are masked among accounts and parties, each by the id that a fact has. Needs the scope `system`. */
async function maskedPersons(ctx: Ctx, facts: readonly Recorded[]): Promise<Map<string, string>> {
  const ids = [...new Set(facts.flatMap((f) => Object.values(personsIn(f))))]
  return new Map([...(await citizensAmong(ctx.tx, ids)), ...(await naturalAmong(ctx.tx, ids))])
}

const maskedIn = (fact: Recorded, persons: ReadonlyMap<string, string>): MaskedPart[] =>
  Object.entries(personsIn(fact)).flatMap(([part, id]) => (id !== undefined && persons.has(id) ? [part as MaskedPart] : []))

async function linesOf(ctx: Ctx, facts: readonly Recorded[]): Promise<AuditLine[]> {
  const [titles, kinds] = [called(ctx, 'facts'), called(ctx, 'about')]
  const accounts = facts.map((f) => f.about.replace(/^account:/, ''))
  const people = await asSystem(ctx.tx, async () => {
    const named = await shownNamesOf(ctx.tx, [...new Set([...facts.map(actorOf), ...accounts])])
    return new Map([...named, ...(await maskedNames(ctx.tx, facts.flatMap(partiesIn)))])
  })
  const persons = await asSystem(ctx.tx, () => maskedPersons(ctx, facts))
  const places = new Map((await listDivisions(ctx.tx)).map((d) => [d.code, d.name]))
  const known = new Map([
    ...places,
    ...(await organNames(ctx)),
    ...(await listRoles(ctx.tx)).map((r) => [r.id, r.title] as const),
    ...people,
    ['*', '全市'],
  ])
  return facts.map((f) => ({
    id: f.id,
    at: f.at.toISOString(),
    title: titles[f.name] ?? f.name,
    name: f.name,
    about: f.about,
    aboutName: aboutText(f.about, kinds, people),
    by: f.by,
    byName: people.get(actorOf(f)) ?? namedOtherwise[f.by] ?? f.by,
    told: toldOf(f.data, known),
    masked: maskedIn(f, persons),
    untied: f.name === 'party.unmasked' && f.data.case == null && f.data.office === undefined,
  }))
}

type Names = { organs: ReadonlyMap<string, string>; divisions: ReadonlyMap<string, string>; people: ReadonlyMap<string, string> }

/** Every organ that there ever was, by its id. */
export const organNames = async (ctx: Ctx): Promise<Map<string, string>> =>
  new Map((await listEveryOrgan(ctx.tx)).map((o) => [o.id, o.shortName]))

/** The names that grants speak of. */
async function namesFor(ctx: Ctx, grants: readonly Granted[]): Promise<Names> {
  const people = grants.flatMap((g) => [g.proposedBy, g.confirmedBy ?? '', g.endedBy ?? ''])
  return {
    organs: await organNames(ctx),
    divisions: new Map((await listDivisions(ctx.tx)).map((d) => [d.code, d.name])),
    people: await namesOf(ctx.tx, people),
  }
}

const grantLine = (g: Granted, { organs, divisions, people }: Names): GrantLine => ({
  ...g,
  organName: g.organ === every ? '全市各单位' : (organs.get(g.organ) ?? g.organ),
  divisionName: g.division === every ? '各地' : (divisions.get(g.division) ?? g.division),
  by: {
    proposed: people.get(g.proposedBy) ?? '系统',
    confirmed: g.confirmedBy ? (people.get(g.confirmedBy) ?? '系统') : null,
    ended: g.endedBy ? (people.get(g.endedBy) ?? '系统') : null,
  },
})

const whyNotChange = (ctx: Ctx, account: Account, office: string | undefined): string | null => {
  if (account.id === ctx.who.id) return '自己的账户由另一位管理员来办'
  return office ? '三员的账户，一员动不了另一员；换人由另外两员在“三员”页一起办' : null
}

/** How an account signs in. Needs the scope `system`. */
async function signInOf(ctx: Ctx, account: Account): Promise<Pick<AccountRecord, 'totp' | 'lockedUntil' | 'directory'>> {
  return asSystem(ctx.tx, async () => {
    const credentials = await findCredentials(ctx.tx, account.id)
    const until = await findPause(ctx.tx, loginKey(account.login ?? ''), ctx.now)
    const { directory: d } = ctx.city
    const directory = d ? { title: d.title, bound: (await findBound(ctx.tx, d.issuer, account.id)) !== undefined } : null
    return { totp: credentials?.totpSealed != null, lockedUntil: until?.toISOString() ?? null, directory }
  })
}

/** One account with everything it was ever given and everything that happened to it. */
export const record: Action<AccountId, AccountRecord> = async (ctx, { account: id }) => {
  const account = await findAccount(ctx.tx, id)
  if (account?.kind !== 'staff') throw refuse('permission.unknown-account')
  const grants = await listGrantsOf(ctx.tx, id)
  const names = await namesFor(ctx, grants)
  const office = await findOffice(ctx.tx, id)
  const facts = await asSystem(ctx.tx, () => listFacts(ctx.tx, `account:${id}`))
  return {
    account,
    organName: names.organs.get(account.organ ?? '') ?? '',
    office: office ? offices[office] : null,
    ...(await signInOf(ctx, account)),
    grants: grants.map((g) => grantLine(g, names)),
    facts: (await linesOf(ctx, facts)).reverse(),
    whyNot: whyNotChange(ctx, account, office),
  }
}

/** Grants that wait for the second administrator. */
export const proposals: Action<unknown, GrantLine[]> = async (ctx) => {
  const grants = await listProposed(ctx.tx)
  const names = await asSystem(ctx.tx, () => namesFor(ctx, grants))
  return grants.map((g) => grantLine(g, names))
}

/** What may be granted, and where: roles, single permissions of all rooms, organs, divisions. */
export const grantChoices: Action<unknown, GrantChoices> = async (ctx) => ({
  roles: (await listRoles(ctx.tx)).map((r) => ({ value: r.id, label: r.title })),
  permissions: ctx.rooms.flatMap((r) => Object.entries(r.permissions).map(([value, label]) => ({ value, label: `${r.title}：${label}` }))),
  organs: [{ value: every, label: '全市各单位' }, ...(await listOrgans(ctx.tx)).map((o) => ({ value: o.id, label: o.name }))],
  divisions: [{ value: every, label: '各地' }, ...(await listDivisions(ctx.tx)).map((d) => ({ value: d.code, label: d.name }))],
})

const pageSize = 50

/** Looks at whole personal data that no case connected with the person: what stands between a citizen and an organ otherwise, the auditor sees of these. */
const untiedLooks = (ctx: Ctx, page: Parameters<typeof pageFacts>[1]) => asSystem(ctx.tx, () => pageFacts(ctx.tx, page))

/** The ledger for the auditor, newest first. The wall around facts leaves out what is between a citizen and an organ. */
export const auditFacts: Action<ListAudit, AuditPage> = async (ctx, asked) => {
  const by = asked.by === undefined ? undefined : [asked.by, ...(await asSystem(ctx.tx, () => staffCalled(ctx.tx, asked.by!)))]
  const page = { ...asked, by, untied: asked.untied === 'yes', before: asked.after, limit: pageSize + 1 }
  const facts = await (page.untied ? untiedLooks(ctx, page) : pageFacts(ctx.tx, page))
  const rows = await linesOf(ctx, facts.slice(0, pageSize))
  return {
    rows,
    next: facts.length > pageSize ? rows.at(-1)!.id : null,
    untied: (await untiedLooks(ctx, { untied: true, limit: 100 })).length,
    kinds: ctx.rooms.filter((r) => Object.keys(r.facts).length > 0).flatMap(kindsOf),
  }
}

/** One masked name of one line in the clear, for a reason that the person can read. */
export const unmaskAudited: Action<UnmaskAudit, { name: string }> = async (ctx, { id, whose, reason }) => {
  const fact = await findFact(ctx.tx, id)
  const persons = fact && (await asSystem(ctx.tx, () => maskedPersons(ctx, [fact])))
  const party = persons?.get((fact && personsIn(fact)[whose]) ?? '')
  if (!party) throw refuse('permission.nothing-masked')
  const organ = ctx.who.organ ? ((await organNames(ctx)).get(ctx.who.organ) ?? '') : ''
  return { name: await wholeName(ctx, { party, reason, office: `${organ}${offices.auditor}` }) }
}

/** The kinds of facts that a room leaves: all of each first word, then one by one. */
function kindsOf({ facts, title }: Ctx['rooms'][number]): { value: string; label: string }[] {
  const heads = [...new Set(Object.keys(facts).map((name) => name.split('.')[0]!))]
  return [
    ...heads.map((head) => ({ value: head, label: heads.length > 1 ? `${title}：${head}` : title })),
    ...Object.entries(facts).map(([value, label]) => ({ value, label: `${title}：${label}` })),
  ]
}
