import { fragment, type Tx } from '#base/db.ts'
import type { Authorisation, Copy, Correction, Showing } from '../schema/holder.ts'

export async function addShowing(tx: Tx, s: Showing): Promise<void> {
  await tx.sql`insert into licence.showing (id, licence, digest, by_whom, at, until) values (${s.id}, ${s.licence}, ${s.digest}, ${s.by}, ${s.at}, ${s.until})`
}
const showingColumns = fragment`id, licence, digest, by_whom "by", at, until, used_at "usedAt"`
export const findShowing = async (tx: Tx, digest: string): Promise<Showing | undefined> =>
  (await tx.sql<Showing>`select ${showingColumns} from licence.showing where digest = ${digest}`)[0]
export const findChecked = async (tx: Tx, id: string): Promise<(Showing & { checker: string }) | undefined> =>
  (
    await tx.sql<
      Showing & { checker: string }
    >`select ${showingColumns}, checker from licence.showing where id = ${id} and used_at is not null`
  )[0]
/** Uses a code up; false where somebody did before, or its time is over. */
export async function spend(tx: Tx, digest: string, at: Date, checker: string): Promise<boolean> {
  const rows = await tx.sql`update licence.showing set used_at = ${at}, checker = ${checker}
    where digest = ${digest} and used_at is null and until >= ${at} returning 1`
  return rows.length === 1
}
export const dropShowings = (tx: Tx, before: Date) => tx.sql`delete from licence.showing where until < ${before}`

const authorisationColumns = fragment`id, licence, agent, agent_name "agentName", purpose, scopes, from_on "fromOn", to_on "toOn", at, revoked_at "revokedAt"`
export async function addAuthorisation(tx: Tx, a: Authorisation & { by: string }): Promise<void> {
  await tx.sql`insert into licence.authorisation (id, licence, agent, agent_name, purpose, scopes, from_on, to_on, by_whom, at)
    values (${a.id}, ${a.licence}, ${a.agent}, ${a.agentName}, ${a.purpose}, ${a.scopes}, ${a.fromOn}, ${a.toOn}, ${a.by}, ${a.at})`
}
export const listAuthorisations = (tx: Tx, licence: string): Promise<Authorisation[]> =>
  tx.sql<Authorisation>`select ${authorisationColumns} from licence.authorisation where licence = ${licence} order by at desc, id limit 100`
export const findAuthorisation = async (tx: Tx, id: string): Promise<Authorisation | undefined> =>
  (await tx.sql<Authorisation>`select ${authorisationColumns} from licence.authorisation where id = ${id}`)[0]
/** What others have authorised somebody to do, in force on a day. */
export const listAgency = (tx: Tx, agents: readonly string[], today: string): Promise<Authorisation[]> =>
  tx.sql<Authorisation>`select ${authorisationColumns} from licence.authorisation
    where agent = any(${agents}) and revoked_at is null and ${today}::date between from_on and to_on order by at desc, id limit 100`
export const revokeAuthorisation = (tx: Tx, id: string, at: Date) =>
  tx.sql`update licence.authorisation set revoked_at = ${at} where id = ${id} and revoked_at is null`

/** Every authorisation to use one's licence that somebody holds or held. */
export const listHeldBy = (tx: Tx, agent: string): Promise<Authorisation[]> =>
  tx.sql<Authorisation>`select ${authorisationColumns} from licence.authorisation where agent = ${agent} order by at desc, id`

const correctionColumns = fragment`id, licence, text, by_whom "by", by_name "byName", at, due_on "dueOn", state, answer, answered_at "answeredAt"`
export async function addCorrection(tx: Tx, c: Correction): Promise<boolean> {
  const rows = await tx.sql`insert into licence.correction (id, licence, text, by_whom, by_name, at, due_on, state)
    values (${c.id}, ${c.licence}, ${c.text}, ${c.by}, ${c.byName}, ${c.at}, ${c.dueOn}, 'open') on conflict do nothing returning 1`
  return rows.length === 1
}
export const listCorrections = (tx: Tx, licence: string): Promise<Correction[]> =>
  tx.sql<Correction>`select ${correctionColumns} from licence.correction where licence = ${licence} order by at desc`
export const lockCorrection = async (tx: Tx, id: string): Promise<Correction | undefined> =>
  (await tx.sql<Correction>`select ${correctionColumns} from licence.correction where id = ${id} for update`)[0]
export const answerCorrection = (tx: Tx, c: Correction) =>
  tx.sql`update licence.correction set state = ${c.state}, answer = ${c.answer}, answered_at = ${c.answeredAt} where id = ${c.id}`

export async function addCopy(tx: Tx, c: Copy & { by: string }): Promise<void> {
  await tx.sql`insert into licence.copy (id, licence, purpose, to_on, file, by_whom, by_name, at)
    values (${c.id}, ${c.licence}, ${c.purpose}, ${c.toOn}, ${c.file}, ${c.by}, ${c.byName}, ${c.at})`
}
const copyColumns = fragment`id, licence, purpose, to_on "toOn", file, by_name "byName", at`
export const listCopies = (tx: Tx, licence: string): Promise<Copy[]> =>
  tx.sql<Copy>`select ${copyColumns} from licence.copy where licence = ${licence} order by at desc, id limit 100`
export const findCopy = async (tx: Tx, id: string): Promise<Copy | undefined> =>
  (await tx.sql<Copy>`select ${copyColumns} from licence.copy where id = ${id}`)[0]

/** What was done with some licences by their holder: codes that still lie here, whom he authorised, what he asked to be corrected, copies. */
export const listAround = async (tx: Tx, licences: readonly string[]) => ({
  showings: await tx.sql<
    Omit<Showing, 'digest'>
  >`select id, licence, by_whom "by", at, until, used_at "usedAt", checker from licence.showing
    where licence = any(${licences}) order by at`,
  authorisations:
    await tx.sql<Authorisation>`select ${authorisationColumns} from licence.authorisation where licence = any(${licences}) order by at, id`,
  corrections:
    await tx.sql<Correction>`select ${correctionColumns} from licence.correction where licence = any(${licences}) order by at, id`,
  copies: await tx.sql<Copy>`select ${copyColumns} from licence.copy where licence = any(${licences}) order by at, id`,
})

/** Which of some files are licences or copies of them. */
export const listFilesUsed = async (tx: Tx, hashes: readonly string[]): Promise<string[]> =>
  (
    await tx.sql<{ hash: string }>`select file hash from licence.version where file = any(${hashes})
      union select file from licence.copy where file = any(${hashes})`
  ).map((r) => r.hash)
