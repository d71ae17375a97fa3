import { z } from 'zod'

/** Where a message goes: the house's own inbox at once, a text message or an e-mail through a port. */
export const Channel = z.enum(['inbox', 'sms', 'email'])
export type Channel = z.infer<typeof Channel>

/** How far a message has come. `sending` is at a gateway, `failed` is tried again by itself, `dead` waits for a person, `kept` left by no gateway because none is set. */
export const State = z.enum(['pending', 'sending', 'sent', 'failed', 'dead', 'kept'])
export type State = z.infer<typeof State>

/**
 * Whom a template tells: the applicant's side, the one a fact names as holder, who may approve what was asked, the organ's chiefs; of a work
 * order who can take it up, its holder, who watches over it; or whom a room names.
 */
export const Audience = z.enum(['applicant', 'holder', 'approvers', 'chiefs', 'handlers', 'supervisors', 'named'])
export type Audience = z.infer<typeof Audience>

/** What a person reads. `text` and `sms` hold named fields in braces; where `sms` is missing, `text` is sent. */
export const Template = z.object({
  code: z.string().regex(/^[a-z-]+(\.[a-z-]+)+$/, '模板编码用小写英文，中间用点分开'),
  title: z.string().trim().min(2, '标题至少 2 个字').max(40, '标题最多 40 个字'),
  text: z.string().trim().min(4, '正文至少 4 个字').max(1000, '正文最多 1000 字'),
  sms: z.string().trim().max(300, '短信最多 300 字').optional(),
  fact: z.string().optional(),
  where: z.record(z.string(), z.string()).default({}),
  unless: z.record(z.string(), z.string()).default({}),
  who: Audience,
  channels: z.array(Channel).min(1, '至少选一种发送方式'),
  link: z.enum(['case', 'desk', 'given']).default('given'),
})
export type Template = z.infer<typeof Template>
export type Published = Template & { version: number; by: string; at: Date }

/** From and to on the city's clock; `to` is on the next morning where it is earlier. */
export const Quiet = z.object({ from: z.string().regex(/^\d\d:\d\d$/), to: z.string().regex(/^\d\d:\d\d$/) })
export type Quiet = z.infer<typeof Quiet>

export const MessageFile = z.object({ quiet: Quiet, templates: z.array(Template) })

/** One message to one recipient by one channel. `source` is what it tells of (`fact:7`); times are moments. */
export type Message = {
  id: string
  template: string
  version: number
  source: string
  recipient: string
  party: string | null
  channel: Channel
  title: string
  text: string
  link: string
  state: State
  attempts: number
  lastError: string | null
  addressMasked: string | null
  dueAt: Date
  madeAt: Date
  sentAt: Date | null
  readAt: Date | null
  claimedUntil: Date | null
  directSealed: Buffer | null
  expiresAt: Date | null
}

/** A message as its recipient sees it. `doneAt`: since when what it calls for needs nobody any more. */
export type Letter = Pick<Message, 'id' | 'title' | 'text' | 'link' | 'madeAt' | 'readAt'> & { doneAt: Date | null }

/** A new text of a template that is there; what it tells of, whom and where stays as its room made it. */
export const EditTemplate = Template.pick({ title: true, text: true, sms: true, channels: true }).extend({
  code: Template.shape.code,
  /** the version that was read, so that two editors do not overwrite each other */
  version: z.coerce.number().int().positive(),
})
export type EditTemplate = z.infer<typeof EditTemplate>

export const ByCode = z.object({ code: Template.shape.code })
export type ByCode = z.infer<typeof ByCode>

/** A template with all its versions, the fields it may name, and an example of each for the preview. */
export type TemplatePage = {
  template: Published
  versions: (Published & { byName: string })[]
  fields: { name: string; label: string; example: string }[]
}

export const ById = z.object({ id: z.string().min(1).max(80) })
export type ById = z.infer<typeof ById>

export const Page = z.object({ after: z.string().max(80).optional(), only: z.enum(['unread']).optional().catch(undefined) })
export type Page = z.infer<typeof Page>

export const Seen = z.object({ link: z.string().min(1).max(200) })
export type Seen = z.infer<typeof Seen>

export const OutboxPage = z.object({ state: State.optional(), channel: Channel.optional(), after: z.string().max(80).optional() })
export type OutboxPage = z.infer<typeof OutboxPage>

/** What a person is reached by: a telephone and an e-mail are shown to be his by a code, an address is taken as he writes it. */
export const ContactKind = z.enum(['phone', 'email', 'address'])
export type ContactKind = z.infer<typeof ContactKind>

const coded = { kind: z.enum(['phone', 'email']) }
export const ByKind = z.object({ kind: ContactKind })
export type ByKind = z.infer<typeof ByKind>
export const NewContact = z.object({ kind: ContactKind, value: z.string().trim().max(254) })
export type NewContact = z.infer<typeof NewContact>
export const CodeSent = z.object(coded)
export type CodeSent = z.infer<typeof CodeSent>
export const ContactCode = z.object({ ...coded, code: z.string().trim().max(20) })
export type ContactCode = z.infer<typeof ContactCode>

const tick = z.literal('yes').optional()
export const Preference = z.object({ sms: tick, email: tick })
export type Preference = z.infer<typeof Preference>
