import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import type { Channel, Letter, Message, OutboxPage, Published, Quiet, Template } from '../schema.ts'

const columns = fragment`o.id, o.template, o.version, o.source, o.recipient, o.party, o.channel, o.title, o.text, o.link, o.state, o.attempts,
  o.last_error "lastError", o.address_masked "addressMasked", o.due_at "dueAt", o.made_at "madeAt", o.sent_at "sentAt", o.read_at "readAt",
  o.claimed_until "claimedUntil", o.direct_sealed "directSealed", o.expires_at "expiresAt"`
const letter = fragment`o.id, o.title, o.text, o.link, o.made_at "madeAt", o.read_at "readAt", o.done_at "doneAt"`

export async function putSetting(tx: Tx, key: string, value: unknown): Promise<void> {
  await tx.sql`insert into message.setting (key, value) values (${key}, ${JSON.stringify(value)}::jsonb) on conflict (key) do update set value = excluded.value`
}

export async function findQuiet(tx: Tx): Promise<Quiet | undefined> {
  return (await tx.sql<{ value: Quiet }>`select value from message.setting where key = 'quiet'`)[0]?.value
}

type TemplateRow = { body: Template; version: number; by: string; at: Date }
const published = ({ body, version, by, at }: TemplateRow): Published => ({ ...body, version, by, at })
const templateColumns = fragment`t.body, t.version, t.by_whom "by", t.at`

export async function findTemplate(tx: Tx, code: string): Promise<Published | undefined> {
  const [row] =
    await tx.sql<TemplateRow>`select ${templateColumns} from message.template t where t.code = ${code} order by t.version desc limit 1`
  return row && published(row)
}

/** The newest version of each template that tells of a fact. */
export async function listTemplatesOf(tx: Tx, fact: string): Promise<Published[]> {
  const rows = await tx.sql<TemplateRow>`select ${templateColumns} from message.template t
    where t.fact = ${fact} and t.version = (select max(n.version) from message.template n where n.code = t.code) order by t.code`
  return rows.map(published)
}

/** Every version of one template, the newest first. */
export async function listVersions(tx: Tx, code: string): Promise<Published[]> {
  return (await tx.sql<TemplateRow>`select ${templateColumns} from message.template t where t.code = ${code} order by t.version desc`).map(
    published,
  )
}

export async function listTemplates(tx: Tx): Promise<Published[]> {
  return (
    await tx.sql<TemplateRow>`select distinct on (t.code) ${templateColumns} from message.template t order by t.code, t.version desc`
  ).map(published)
}

export async function addTemplate(tx: Tx, t: Template, version: number, by: string, at: Date): Promise<void> {
  await tx.sql`insert into message.template (code, version, body, fact, by_whom, at)
    values (${t.code}, ${version}, ${JSON.stringify(t)}::jsonb, ${t.fact ?? null}, ${by}, ${at})`
}

export type NewMessage = Pick<
  Message,
  | 'id'
  | 'template'
  | 'version'
  | 'source'
  | 'recipient'
  | 'party'
  | 'channel'
  | 'title'
  | 'text'
  | 'link'
  | 'state'
  | 'dueAt'
  | 'madeAt'
  | 'sentAt'
> &
  Partial<Pick<Message, 'directSealed' | 'expiresAt'>>

/** Adds a message; false where this template has told this recipient of this source by this channel before. */
export async function addMessage(tx: Tx, m: NewMessage): Promise<boolean> {
  const rows = await tx.sql`
    insert into message.outbox (id, template, version, source, recipient, party, channel, title, text, link, state, due_at, made_at, sent_at, direct_sealed, expires_at)
    values (${m.id}, ${m.template}, ${m.version}, ${m.source}, ${m.recipient}, ${m.party}, ${m.channel}, ${m.title}, ${m.text}, ${m.link}, ${m.state}, ${m.dueAt}, ${m.madeAt}, ${m.sentAt},
      ${m.directSealed ?? null}, ${m.expiresAt ?? null})
    on conflict do nothing returning 1`
  return rows.length === 1
}

/** A message to be sent, held until this transaction ends. Needs the scope `system`. */
export async function lockMessage(tx: Tx, id: string): Promise<Message | undefined> {
  return (await tx.sql<Message>`select ${columns} from message.outbox o where o.id = ${id} for update`)[0]
}

/** Takes a message for an attempt until a moment; the attempt is counted now, so that one that never comes back counts. */
export async function claimMessage(tx: Tx, id: string, claim: { until: Date; addressMasked: string }): Promise<void> {
  await tx.sql`update message.outbox set state = 'sending', attempts = attempts + 1, claimed_until = ${claim.until},
    address_masked = ${claim.addressMasked} where id = ${id}`
}

export async function markSent(tx: Tx, id: string, sent: { at: Date; receipt: string }): Promise<void> {
  await tx.sql`update message.outbox set state = 'sent', last_error = null, sent_at = ${sent.at}, receipt = ${sent.receipt},
    claimed_until = null, direct_sealed = null where id = ${id} and state <> 'sent'`
}

/** `again` is the next attempt; without one the message is given up. */
export async function markFailed(tx: Tx, id: string, failed: { error: string; again: Date | undefined }): Promise<void> {
  const { again = null } = failed
  await tx.sql`update message.outbox set state = ${again ? 'failed' : 'dead'}, last_error = ${failed.error}, claimed_until = null,
    due_at = coalesce(${again}::timestamptz, due_at), direct_sealed = case when ${again === null} then null else direct_sealed end where id = ${id}`
}

export async function markKept(tx: Tx, id: string): Promise<void> {
  await tx.sql`update message.outbox set state = 'kept', claimed_until = null, direct_sealed = null where id = ${id}`
}

export async function moveDue(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.sql`update message.outbox set due_at = ${at} where id = ${id}`
}

/** Messages whose moment came before `lost`, and those whose attempt has not come back in its time; the oldest first. */
export async function listDue(tx: Tx, { lost, now }: { lost: Date; now: Date }, limit: number): Promise<string[]> {
  return (
    await tx.sql<{ id: string }>`select o.id from message.outbox o
      where o.state in ('pending', 'failed') and o.due_at <= ${lost} or o.state = 'sending' and o.claimed_until <= ${now}
      order by o.due_at limit ${limit}`
  ).map((r) => r.id)
}

/** Sets a message that was given up or kept going again; false where it was neither, or where nobody knows any more what it said. */
export async function revive(tx: Tx, id: string, at: Date): Promise<boolean> {
  return (
    (
      await tx.sql`update message.outbox set state = 'pending', attempts = 0, due_at = ${at} where id = ${id} and state in ('dead', 'failed', 'kept') and expires_at is null returning 1`
    ).length === 1
  )
}

/** One recipient's inbox, newest first; ids sort by when they were made. */
export async function listLetters(tx: Tx, recipient: string, page: { after?: string; unread?: boolean; limit: number }): Promise<Letter[]> {
  return tx.sql<Letter>`select ${letter} from message.outbox o where o.channel = 'inbox' and o.recipient = ${recipient}
    and (${page.after ?? null}::text is null or o.id < ${page.after ?? null}) and (${page.unread !== true} or o.read_at is null) order by o.id desc limit ${page.limit}`
}

export async function findLetter(tx: Tx, recipient: string, id: string): Promise<Letter | undefined> {
  return (
    await tx.sql<Letter>`select ${letter} from message.outbox o where o.id = ${id} and o.channel = 'inbox' and o.recipient = ${recipient}`
  )[0]
}

/** Marks one letter, or all of them, as read; those that were read keep their moment. */
export async function markRead(tx: Tx, recipient: string, id: string | undefined, at: Date): Promise<number> {
  return (
    await tx.sql`update message.outbox o set read_at = ${at} where o.channel = 'inbox' and o.recipient = ${recipient} and o.read_at is null
      and (${id ?? null}::text is null or o.id = ${id ?? null}) returning 1`
  ).length
}

/** Marks every letter that leads to this place as read. */
export async function markSeen(tx: Tx, recipient: string, link: string, at: Date): Promise<number> {
  return (
    await tx.sql`update message.outbox o set read_at = ${at} where o.channel = 'inbox' and o.recipient = ${recipient} and o.link = ${link} and o.read_at is null returning 1`
  ).length
}

/** Marks what letters of some templates call for at a place as done; who has not read them need not. */
export async function markDone(tx: Tx, templates: readonly string[], link: string, at: Date): Promise<void> {
  if (templates.length === 0) return
  await tx.sql`update message.outbox set done_at = ${at}, read_at = coalesce(read_at, ${at})
    where channel = 'inbox' and link = ${link} and template = any(${templates}) and done_at is null`
}

/** Letters not opened yet; with `before` only those made before that moment. */
export async function countUnread(tx: Tx, recipient: string, before?: Date): Promise<number> {
  return (
    await tx.sql<{
      n: number
    }>`select count(*)::int n from message.outbox o where o.channel = 'inbox' and o.recipient = ${recipient} and o.read_at is null
      and (${before ?? null}::timestamptz is null or o.made_at < ${before ?? null})`
  )[0]!.n
}

/** What was told about one matter, by where it leads, oldest first. Needs the scope `system`. */
export async function listUnder(tx: Tx, links: readonly string[]): Promise<Message[]> {
  return tx.sql<Message>`select ${columns} from message.outbox o where o.link = any(${links}) order by o.id limit 500`
}

/** How many messages of each channel and state were made since a moment. */
export async function countLately(tx: Tx, since: Date): Promise<{ channel: Channel; state: string; n: number }[]> {
  return tx.sql`select o.channel, o.state, count(*)::int n from message.outbox o
    where o.channel <> 'inbox' and o.made_at >= ${since} group by o.channel, o.state`
}

/** A message as an operator sees it: how far it came and why not further, without its text. */
export type Tracked = Omit<Message, 'text' | 'link' | 'party' | 'readAt' | 'claimedUntil' | 'directSealed' | 'expiresAt'>

export async function listOutbox(tx: Tx, page: OutboxPage & { limit: number }): Promise<Tracked[]> {
  return tx.sql<Tracked>`select o.id, o.template, o.version, o.source, o.recipient, o.channel, o.title, o.state, o.attempts, o.last_error "lastError",
      o.address_masked "addressMasked", o.due_at "dueAt", o.made_at "madeAt", o.sent_at "sentAt"
    from message.outbox o where o.channel <> 'inbox' and (${page.state ?? null}::text is null or o.state = ${page.state ?? null})
    and (${page.channel ?? null}::text is null or o.channel = ${page.channel ?? null}) and (${page.after ?? null}::text is null or o.id < ${page.after ?? null})
    order by o.id desc limit ${page.limit}`
}

type Period = { since: Date; until: Date }
type Rate = { sent: number; settled: number }

/** Messages of a port made in a period that were delivered, and those that are settled either way. */
export async function deliveryOf(tx: Tx, { since, until }: Period): Promise<Rate> {
  return (
    await tx.sql<Rate>`select count(*) filter (where o.state = 'sent')::int sent, count(*) filter (where o.state in ('sent', 'dead'))::int settled
      from message.outbox o where o.channel <> 'inbox' and o.made_at >= ${since} and o.made_at < ${until}`
  )[0]!
}

export async function listDead(
  tx: Tx,
  { since, until }: Period,
  limit: number,
): Promise<{ id: string; title: string; channel: Channel; at: Date }[]> {
  return tx.sql`select o.id, o.title, o.channel, o.made_at at from message.outbox o
    where o.state = 'dead' and o.made_at >= ${since} and o.made_at < ${until} order by o.id desc limit ${limit}`
}
