import type { Fragment, Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'

/** A party as it stands in the database: what is personal is sealed and can only be found by digest. */
export type PartyRow = {
  id: string
  kind: 'natural' | 'legal'
  name: string
  idType: string | null
  idNoSealed: Buffer | null
  idNoDigest: string | null
  phoneSealed: Buffer | null
  phoneDigest: string | null
  addressSealed: Buffer | null
  emailSealed: Buffer | null
  emailDigest: string | null
  uscc: string | null
  legalType: string | null
  legalRep: string | null
  demo: boolean
  registeredAt: Date
}

const columns = fragment`p.id, p.kind, p.name, p.id_type "idType", p.id_no_sealed "idNoSealed", p.id_no_digest "idNoDigest", p.phone_sealed "phoneSealed",
  p.phone_digest "phoneDigest", p.address_sealed "addressSealed", p.email_sealed "emailSealed", p.email_digest "emailDigest", p.uscc, p.legal_type "legalType", p.legal_rep "legalRep", p.demo, p.registered_at "registeredAt"`

/** Adds a party; false where its number is registered already. */
export async function addParty(tx: Tx, p: PartyRow): Promise<boolean> {
  const rows = await tx.sql`
    insert into party.person (id, kind, name, id_type, id_no_sealed, id_no_digest, phone_sealed, phone_digest, address_sealed, email_sealed, email_digest, uscc, legal_type, legal_rep, demo, registered_at)
    values (${p.id}, ${p.kind}, ${p.name}, ${p.idType}, ${p.idNoSealed}, ${p.idNoDigest}, ${p.phoneSealed}, ${p.phoneDigest}, ${p.addressSealed}, ${p.emailSealed}, ${p.emailDigest},
      ${p.uscc}, ${p.legalType}, ${p.legalRep}, ${p.demo}, ${p.registeredAt})
    on conflict do nothing returning 1`
  return rows.length === 1
}

export async function findParty(tx: Tx, id: string): Promise<PartyRow | undefined> {
  return (await tx.sql<PartyRow>`select ${columns} from party.person p where p.id = ${id}`)[0]
}

export async function listParties(tx: Tx, ids: readonly string[]): Promise<PartyRow[]> {
  return tx.sql<PartyRow>`select ${columns} from party.person p where p.id = any(${ids})`
}

export async function findByDigest(tx: Tx, idType: string, digest: string): Promise<PartyRow | undefined> {
  return (await tx.sql<PartyRow>`select ${columns} from party.person p where p.id_type = ${idType} and p.id_no_digest = ${digest}`)[0]
}

export async function findByUscc(tx: Tx, uscc: string): Promise<PartyRow | undefined> {
  return (await tx.sql<PartyRow>`select ${columns} from party.person p where p.uscc = ${uscc}`)[0]
}

export type ContactRow = Pick<PartyRow, 'phoneSealed' | 'phoneDigest' | 'addressSealed' | 'emailSealed' | 'emailDigest'>

export async function setContact(tx: Tx, id: string, c: ContactRow): Promise<void> {
  await tx.sql`update party.person set phone_sealed = ${c.phoneSealed}, phone_digest = ${c.phoneDigest}, address_sealed = ${c.addressSealed},
    email_sealed = ${c.emailSealed}, email_digest = ${c.emailDigest} where id = ${id}`
}

/** Corrects the name of a natural person. Needs the scope `system`. */
export async function setName(tx: Tx, id: string, name: string): Promise<void> {
  await tx.sql`update party.person set name = ${name} where id = ${id} and kind = 'natural'`
}

/** Puts in the representative by law of a body that has none yet. Needs the scope `system`. */
export async function setRep(tx: Tx, id: string, legalRep: string): Promise<void> {
  await tx.sql`update party.person set legal_rep = ${legalRep} where id = ${id} and kind = 'legal' and legal_rep is null`
}

type Kind = PartyRow['kind']

export type AgencyRow = {
  id: string
  principal: string
  agent: string
  items: string[]
  divisions: string[]
  fromOn: string
  toOn: string
  basis: string
  grantedBy: string
  grantedAt: Date
  revokedAt: Date | null
  revokedBy: string | null
  demo: boolean
}

const agencyColumns = fragment`g.id, g.principal, g.agent, g.items, g.divisions, g.from_on "fromOn", g.to_on "toOn", g.basis,
  g.granted_by "grantedBy", g.granted_at "grantedAt", g.revoked_at "revokedAt", g.revoked_by "revokedBy", g.demo`

export async function addAgency(tx: Tx, a: AgencyRow): Promise<void> {
  await tx.sql`insert into party.agency (id, principal, agent, items, divisions, from_on, to_on, basis, granted_by, granted_at, demo)
    values (${a.id}, ${a.principal}, ${a.agent}, ${a.items}, ${a.divisions}, ${a.fromOn}, ${a.toOn}, ${a.basis}, ${a.grantedBy}, ${a.grantedAt}, ${a.demo})
    on conflict (id) do nothing`
}

/** An authority, held until this transaction ends. */
export async function findAgency(tx: Tx, id: string): Promise<AgencyRow | undefined> {
  return (await tx.sql<AgencyRow>`select ${agencyColumns} from party.agency g where g.id = ${id} for update`)[0]
}

export async function revokeAgency(tx: Tx, id: string, by: string, at: Date): Promise<void> {
  await tx.sql`update party.agency set revoked_at = ${at}, revoked_by = ${by} where id = ${id}`
}

/** Every authority that a party has given or holds, newest first. */
export async function listAgenciesOf(tx: Tx, party: string): Promise<AgencyRow[]> {
  return tx.sql<AgencyRow>`select ${agencyColumns} from party.agency g where g.principal = ${party} or g.agent = ${party}
    order by g.granted_at desc, g.id`
}

/** Authorities that a party has given or holds, newest first, with the names of both sides. */
export async function listAgencies(
  tx: Tx,
  party: string,
): Promise<(AgencyRow & { principalName: string; principalKind: Kind; agentName: string; agentKind: Kind })[]> {
  return tx.sql<AgencyRow & { principalName: string; principalKind: Kind; agentName: string; agentKind: Kind }>`
    select ${agencyColumns}, p.name "principalName", p.kind "principalKind", a.name "agentName", a.kind "agentKind"
    from party.agency g join party.person p on p.id = g.principal join party.person a on a.id = g.agent
    where g.principal = ${party} or g.agent = ${party} order by g.granted_at desc, g.id limit 200`
}

/** `partiesOf` as a JSON array to be put into another query; the person is a column or a value of it. */
export const speakingJson = (person: Fragment, today: string): Fragment =>
  fragment`(select coalesce(jsonb_agg(to_jsonb(sp) - 'rank'), '[]') from party.speaking(${person}, ${today}::date) sp)`

export type SpeakingRow = {
  party: string
  name: string
  kind: 'natural' | 'legal'
  as: 'self' | 'legal-rep' | 'agent'
  items: string[]
  divisions: string[]
  toOn: string | null
}

/** For whom a person may speak on a day, himself first; see `party.speaking`. */
export async function listSpeaking(tx: Tx, person: string, today: string): Promise<SpeakingRow[]> {
  return tx.sql<SpeakingRow>`select s.party, s.name, s.kind, s.as, s.items, s.divisions, s."toOn" from party.speaking(${person}, ${today}::date) s`
}
