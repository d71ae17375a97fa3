/** Accounts, sessions and grants as the house speaks of them; shared with the pages. */
import { z } from 'zod'
import type { Refusal } from '#base/refusal.ts'
import type { Ctx } from '#kernel/module.ts'
import { Level } from '#kernel/provider.ts'
import type { Who } from '#kernel/who.ts'

/** What a party may be spoken for: as oneself, as a company's legal representative, or as an agent with a letter of authority. */
export type Speaking = {
  party: string
  name: string
  kind: 'natural' | 'legal'
  as: 'self' | 'legal-rep' | 'agent'
  /** what an agent's authority covers; empty means all */
  items: readonly string[]
  divisions: readonly string[]
  /** last day of an agent's authority */
  toOn: string | null
}

/** What was proved besides a password: a code, a passkey, or a second factor at the directory. */
export type Factor = 'totp' | 'passkey' | 'directory'

/** How the directory of the staff stands. `sessions` it stands for; since when it is silent; by how many seconds the asking is late, which it is where no worker runs. */
export type DirectoryNumbers = { sessions: number; silentSince: Date | null; lateSeconds: number }
/** `fault`: why it cannot be reached at this moment, and null where it can. */
export type DirectoryStanding = DirectoryNumbers & {
  title: string
  silenceMinutes: number
  onSilence: 'end' | 'keep'
  fault: string | null
}

/** A signed-in browser. `id` is the digest of its token; `acting` the party for whom a citizen acts just now. */
export type Session = {
  id: string
  account: string
  acting: string | null
  csrf: string
  /** how surely the person is known, since when, and by which of the city's providers */
  level: Level
  levelAt: Date | null
  provider: string | null
  expiresAt: Date
  mustChange: boolean
  speaking: readonly Speaking[]
  /** when a second factor was last proved in this session, and which */
  provedAt: Date | null
  provedBy: Factor | null
}

/** What every request begins with. */
export type Authenticated = { who: Who; session: Session }

/** Where a request came from, as the edge saw it; an action is given it where the edge knows it. `browser`: the word by which a browser is known again. */
export type Origin = { ip: string; agent: string; browser?: string | undefined }

/** What actions about sign-in are given besides: the browser's session, and where the request came from. */
export type Visit = Ctx & { session?: Session; origin?: Origin }

/**
 * An answer that also changes the browser's session: a token to set, `null` to clear it, `undefined` to leave it. With
 * `refused` the edge answers as for a refusal that was thrown, but keeps what was written: failed attempts are counted.
 */
export class SessionAnswer<Body> {
  readonly token: string | null | undefined
  readonly body: Body
  readonly refused: Refusal | undefined
  /** a word to be kept in this browser, by which it is known again after the session has ended */
  readonly browser: string | undefined
  constructor(token: string | null | undefined, body: Body, refused?: Refusal, browser?: string) {
    this.token = token
    this.body = body
    this.refused = refused
    this.browser = browser
  }
}

/** A refusal that keeps what was written in its transaction, as an action's answer; `never`, because whoever asked gets no answer but the refusal. */
export const refusedButKept = (refusal: Refusal): never => new SessionAnswer(undefined, null, refusal) as never

const text = (max: number) => z.string().trim().max(max)
const day = z.iso.date()

/** Where to go afterwards: a path of this site and no other (`//elsewhere` is another site). */
export const Back = z
  .string()
  .max(500)
  .refine((path) => /^\/(?![/\\])[^\s\\]*$/.test(path))
  .catch('/')
  .default('/')

export const SignInPage = z.object({ back: Back, as: z.enum(['citizen', 'staff']).catch('citizen').default('citizen') })
export type SignInPage = z.infer<typeof SignInPage>

/** Staff say login, password and, where switched on, a one-time code. A demo citizen is chosen from the list, or says his number and the code that stands on the page. */
export const SignIn = z.object({
  as: z.enum(['citizen', 'staff']).default('citizen'),
  login: text(80).default(''),
  password: z.string().max(200).default(''),
  code: text(12).default(''),
  account: text(80).default(''),
  idNo: text(20).default(''),
  back: Back,
})
export type SignIn = z.infer<typeof SignIn>

/**
 * A sign-in to begin at a provider; `level` asks for at least so much, and by whoever is signed in already; `prove` asks whoever is signed in
 * to show himself anew at the directory, and leaves his session as it is.
 */
export const BeginSignIn = z.object({
  provider: text(40),
  back: Back,
  level: z.coerce.number().pipe(Level).optional(),
  prove: z.enum(['yes']).optional(),
})
export type BeginSignIn = z.infer<typeof BeginSignIn>

/** What a platform's answer brings in the address the browser comes back to (RFC 6749, 4.1.2; RFC 9207). */
export const CameBack = z.object({
  provider: text(40),
  state: z.string().max(500).default(''),
  code: z.string().max(4000).optional(),
  iss: z.string().max(500).optional(),
  error: z.string().max(200).optional(),
})
export type CameBack = z.infer<typeof CameBack>

export const LogoutToken = z.object({ provider: text(40), logout_token: z.string().max(10_000) })
export type LogoutToken = z.infer<typeof LogoutToken>

/** A sign-out that is to go on at the platform. */
export const SignOutAt = z.object({ provider: text(40), ticket: z.string().max(100) })
export type SignOutAt = z.infer<typeof SignOutAt>

export const StepUp = z.object({ back: Back, level: z.coerce.number().pipe(Level).catch(2).default(2) })
export type StepUp = z.infer<typeof StepUp>

export const Unbind = z.object({ issuer: z.string().max(500), subject: z.string().max(500) })
export type Unbind = z.infer<typeof Unbind>

export const Contact = z.object({ back: Back, phone: text(20).default(''), address: text(200).default('') })
export type Contact = z.infer<typeof Contact>

export const Acting = z.object({ party: text(80), back: Back })
export type Acting = z.infer<typeof Acting>

export const ChangePassword = z.object({ old: z.string().max(200), fresh: z.string().max(200), again: z.string().max(200) })
export type ChangePassword = z.infer<typeof ChangePassword>

export const TotpCode = z.object({ code: text(12), password: z.string().max(200).default('') })
export type TotpCode = z.infer<typeof TotpCode>

export const TotpOff = z.object({ password: z.string().max(200), code: text(12) })
export type TotpOff = z.infer<typeof TotpOff>

const encoded = z
  .string()
  .max(20_000)
  .regex(/^[A-Za-z0-9_-]*$/)
const credential = { id: encoded.min(1), rawId: encoded.min(1), type: z.literal('public-key'), clientExtensionResults: z.looseObject({}) }

/** What a browser sends of a new passkey, and of one that signed (Web Authentication, Level 3, 5.1: `toJSON`). */
export const Attested = z.looseObject({
  ...credential,
  response: z.looseObject({ clientDataJSON: encoded, attestationObject: encoded, transports: z.array(text(20)).max(10).optional() }),
})
export type Attested = z.infer<typeof Attested>
export const Asserted = z.looseObject({
  ...credential,
  response: z.looseObject({ clientDataJSON: encoded, authenticatorData: encoded, signature: encoded, userHandle: encoded.optional() }),
})
export type Asserted = z.infer<typeof Asserted>

export const AskPasskey = z.object({ password: z.string().max(200).default('') })
export type AskPasskey = z.infer<typeof AskPasskey>
export const NewPasskey = z.object({
  title: text(30).min(1, '请给这个通行密钥起个名字，例如“办公室的电脑”'),
  password: z.string().max(200).default(''),
  response: Attested,
})
export type NewPasskey = z.infer<typeof NewPasskey>
export const PasskeyId = z.object({ id: text(1500), password: z.string().max(200).default('') })
export type PasskeyId = z.infer<typeof PasskeyId>
export const PasskeySignIn = z.object({ response: Asserted, back: Back })
export type PasskeySignIn = z.infer<typeof PasskeySignIn>

export const AskStepUp = z.object({ back: Back })
export type AskStepUp = z.infer<typeof AskStepUp>
export const ProveByCode = z.object({ code: text(12), back: Back })
export type ProveByCode = z.infer<typeof ProveByCode>
export const ProveByPasskey = z.object({ response: Asserted, back: Back })
export type ProveByPasskey = z.infer<typeof ProveByPasskey>
/** With what somebody can prove himself; `minutes`: how long it counts, null where the city asks for none. */
export type StepUpView = {
  back: string
  totp: boolean
  passkeys: number
  /** where one shows oneself anew at the directory by which one came; `factor`: the city takes its word for a second factor */
  directory: { title: string; href: string; factor: boolean } | null
  proved: boolean
  minutes: number | null
}

export const SessionId = z.object({ id: z.string().regex(/^[0-9a-f]{24}$/) })
export type SessionId = z.infer<typeof SessionId>
/** A signed-in browser as its owner sees it; `here` is the one that asks. Sessions from before this was kept know no device. */
export type Device = { id: string; device: string | null; method: string | null; since: Date; seenAt: Date; here: boolean }

/** What the account page shows. */
export type AccountView = {
  name: string
  kind: 'staff' | 'citizen'
  login: string | null
  title: string | null
  acting: string | null
  speaking: readonly Speaking[]
  mustChange: boolean
  /** signs in with a password */
  guarded: boolean
  totp: boolean
  passkeys: PasskeyLine[]
  /** whether this address of the house can have passkeys at all */
  passkeysWork: boolean
  /** whether a change of what guards the account asks for the password */
  asksPassword: boolean
  devices: Device[]
  /** how surely this session knows a citizen, and since when */
  level: { name: string; at: Date | null } | null
  identities: { issuer: string; subject: string; title: string; boundAt: Date; usedAt: Date }[]
  now: Date
}

const newcomer = {
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/, '链接不完整，请从头到尾复制一遍'),
  name: text(50).min(2, '请填真实姓名'),
  login: text(40).regex(/^[a-z][a-z0-9.-]{1,39}$/, '登录名用小写字母开头，后面可以有小写字母、数字、点和横线，2 到 40 位'),
}
export const InvitedBy = z.object({ token: z.string().max(100) })
export type InvitedBy = z.infer<typeof InvitedBy>
export const TakeOffice = z.object({ ...newcomer, password: z.string().max(200), again: z.string().max(200), code: text(12) })
export type TakeOffice = z.infer<typeof TakeOffice>
export const AskOffice = z.object(newcomer)
export type AskOffice = z.infer<typeof AskOffice>
export const TakeOfficeByPasskey = z.object({ ...newcomer, response: Attested })
export type TakeOfficeByPasskey = z.infer<typeof TakeOfficeByPasskey>
/** A secret as text, as the address an app reads, and as a QR code: an SVG path on a grid of `size` modules. */
export type Enrolment = { secret: string; uri: string; qr: { d: string; size: number } }

/** What the page of an officer's link shows; `office` is null where the link counts no more. */
export type InvitedView = {
  token: string
  office: string | null
  until: Date | null
  totp: Enrolment | null
  passkeysWork: boolean
}

type OfficeName = 'sysadmin' | 'secadmin' | 'auditor'
export type OfficerLine = { office: OfficeName; account: string; name: string; login: string; since: Date }
/** A proposal of one officer to put another out, for the third to confirm. */
export type RemovalLine = {
  id: string
  account: string
  accountName: string
  office: OfficeName
  reason: string
  proposedBy: string
  proposedByName: string
  proposedOffice: OfficeName
  proposedAt: Date
  settled: boolean
}
export type OfficersView = {
  mine: OfficeName | null
  offices: { office: OfficeName; title: string; holder: OfficerLine | null }[]
  removals: (RemovalLine & { may: 'confirm' | 'withdraw' | null })[]
}
export const ProposeRemoval = z.object({ account: text(80), reason: text(500).min(2, '请写明为什么要换人，至少 2 个字') })
export type ProposeRemoval = z.infer<typeof ProposeRemoval>
export const RemovalId = z.object({ id: text(80) })
export type RemovalId = z.infer<typeof RemovalId>

/** A passkey as its owner sees it. */
export type PasskeyLine = { id: string; title: string; createdAt: Date; usedAt: Date | null }

/** A role or one permission, in an organ and a division, `*` for all; `toOn` is the last day it counts. */
export const ProposeGrant = z.object({
  account: text(80),
  role: text(80).optional(),
  permission: text(80).optional(),
  organ: text(80).min(1),
  division: text(12).min(1),
  fromOn: day.optional(),
  toOn: day.nullish(),
  reason: text(500),
})
export type ProposeGrant = z.infer<typeof ProposeGrant>

/** The number by which an office knows a member of its staff (工号), as the directory writes it too. */
const StaffNo = text(40).regex(/^[A-Za-z0-9._-]+$/, '工号只用字母、数字、点、横线，和单位目录里写的一样')

/** A member of staff as a table gives him; `roles` are ids of roles, divided by ；. */
export const StaffRowIn = z.strictObject({
  login: text(40).regex(/^[a-z][a-z0-9.-]{1,39}$/, '登录名用小写字母开头，可以有数字、点和短横，2 到 40 个'),
  name: text(50).min(2, '姓名至少 2 个字'),
  organ: text(80).min(3, '写机构标识，例如 market-990101'),
  title: text(50).optional(),
  roles: text(400).optional(),
  staffNo: z.preprocess((no) => no || undefined, StaffNo.optional()),
})
export type StaffRowIn = z.infer<typeof StaffRowIn>

export const GrantId = z.object({ id: text(80) })
export type GrantId = z.infer<typeof GrantId>
export const EndGrant = z.object({ id: text(80), reason: text(500) })
export type EndGrant = z.infer<typeof EndGrant>

/** A role as it should be. `role` is its English name: of one that there is, or a new one. */
export const ChangeRole = z.object({
  role: text(40).regex(/^[a-z][a-zA-Z]{1,39}$/, '岗位标识只用英文字母，小写字母开头，最多 40 个'),
  title: text(30).min(2, '请写岗位名称，至少 2 个字'),
  permissions: z.array(text(80)).min(1, '请至少选一项权限').max(200),
  reason: text(500).min(2, '请写明为什么改，至少 2 个字'),
})
export type ChangeRole = z.infer<typeof ChangeRole>
/** `waits`: it gives more than before and counts once it is confirmed. */
export type RoleChanged = { id: string; waits: boolean }
export type RoleChange = {
  id: string
  role: string
  title: string
  permissions: string[]
  /** what the role gave when it was asked for */
  before: string[]
  reason: string
  proposedBy: string
  proposedByName: string | null
  proposedAt: Date
  settledAt: Date | null
}
/** `names`: what each permission is called. */
export type RoleTable = {
  roles: { id: string; title: string; permissions: string[] }[]
  waiting: RoleChange[]
  names: Record<string, string>
}

export const AddAccount = z.object({
  login: text(40),
  name: text(50),
  organ: text(80),
  title: text(50).optional(),
  password: z.string().max(200),
  staffNo: z.preprocess((no) => no || undefined, StaffNo.optional()),
})
export type AddAccount = z.infer<typeof AddAccount>

export const AccountId = z.object({ account: text(80) })
export type AccountId = z.infer<typeof AccountId>
export const DisableAccount = z.object({ account: text(80), reason: text(500) })
export type DisableAccount = z.infer<typeof DisableAccount>
/** By which number the directory is to find an account; empty takes it away. */
export const SetStaffNo = z.object({ account: text(80), staffNo: z.union([z.literal(''), StaffNo]).default(''), reason: text(500) })
export type SetStaffNo = z.infer<typeof SetStaffNo>
export const ListAccounts = z.object({ organ: text(80).optional(), q: text(40).optional(), after: text(80).optional() })
export type ListAccounts = z.infer<typeof ListAccounts>

/** A grant as administrators and its holder see it. */
export type Granted = {
  id: string
  account: string
  accountName: string
  role: string | null
  roleTitle: string | null
  permission: string | null
  organ: string
  division: string
  fromOn: string
  toOn: string | null
  reason: string
  proposedBy: string
  proposedAt: Date
  confirmedBy: string | null
  confirmedAt: Date | null
  endedBy: string | null
  endedAt: Date | null
  demo: boolean
}

export type Account = {
  id: string
  kind: 'staff' | 'citizen'
  login: string | null
  name: string
  party: string | null
  organ: string | null
  title: string | null
  staffNo: string | null
  mustChange: boolean
  disabledAt: Date | null
  demo: boolean
}

/** An account in a list, with what its office is called, also after that office has ended. */
export type AccountLine = Account & { organName: string | null }

export type DemoCitizen = { account: string; name: string; note: string | null }

/** A grant in words: where it counts, and who asked, confirmed and ended it. */
export type GrantLine = Granted & {
  organName: string
  divisionName: string
  by: { proposed: string; confirmed: string | null; ended: string | null }
}

/** What the system administrator sees of an account: how it signs in, until when it is paused, and all it was ever given. */
export type AccountRecord = {
  account: Account
  organName: string
  office: string | null
  totp: boolean
  lockedUntil: string | null
  /** what the city's directory is called, where it has one, and whether the account is bound to somebody there */
  directory: { title: string; bound: boolean } | null
  grants: GrantLine[]
  facts: AuditLine[]
  /** whether the one who looks may change it, and why not */
  whyNot: string | null
}
/** What may be granted, and where. */
export type GrantChoices = {
  roles: { value: string; label: string }[]
  permissions: { value: string; label: string }[]
  organs: { value: string; label: string }[]
  divisions: { value: string; label: string }[]
}

/** Facts for the auditor: by whom (an account, or a member of staff by name or login), about what, of which kind, between two days; `before` is the fact that the page goes on from. */
export const ListAudit = z.object({
  by: text(80).optional(),
  about: text(120).optional(),
  kind: z
    .string()
    .regex(/^[a-z][a-z.-]*$/, '请从列表里选种类')
    .optional(),
  since: day.optional(),
  until: day.optional(),
  /** only looks at whole personal data that no case connected with the person */
  untied: z.enum(['yes']).optional(),
  after: z.coerce.number().int().positive().optional(),
})
export type ListAudit = z.infer<typeof ListAudit>
/** Whose name stands masked in a line of the audit: who did it, what it is about, or one of the two sides of an authority. */
export const maskedParts = { by: '谁', about: '对什么', principal: '委托人', agent: '代理人' } as const
export type MaskedPart = keyof typeof maskedParts

export const UnmaskAudit = z.object({
  id: z.coerce.number().int().positive(),
  whose: z.enum(Object.keys(maskedParts) as [MaskedPart, ...MaskedPart[]], '这里没有遮住的名字，请刷新再看'),
  reason: z.string().trim().min(2, '请写明为什么要看完整姓名，至少 2 个字；当事人能看到这条理由').max(200, '太长了，最多 200 个字'),
})
export type UnmaskAudit = z.infer<typeof UnmaskAudit>

export type AuditLine = {
  id: number
  at: string
  title: string
  name: string
  about: string
  aboutName: string
  by: string
  byName: string
  told: string
  /** whose names stand masked here */
  masked: MaskedPart[]
  /** a look at whole personal data that no case connected with the person */
  untied: boolean
}
/** `untied`: how many such looks there are, counted to a hundred. */
export type AuditPage = { rows: AuditLine[]; next: number | null; untied: number; kinds: { value: string; label: string }[] }

/** `roles.json` of a city: the roles that it begins with. */
export const Roles = z.array(z.object({ id: ChangeRole.shape.role, title: text(30).min(2), permissions: z.array(text(80)).min(1) }))
