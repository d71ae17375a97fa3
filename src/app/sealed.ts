/** Every column of the house with sealed values, and under which context they open: what a change of keys has to go through. */
import type { SealedColumn } from '#base/reseal.ts'

const at = (place: string, ...contexts: string[]): SealedColumn => {
  const [schema, table, column] = place.split('.')
  return { table: `${schema}.${table}`, column: column!, contexts }
}

export const sealedColumns: readonly SealedColumn[] = [
  at('party.person.id_no_sealed', 'party.person.id_no'),
  at('party.person.phone_sealed', 'party.person.phone'),
  at('party.person.address_sealed', 'party.person.address'),
  at('party.person.email_sealed', 'party.person.email'),
  at('permission.account.totp_sealed', 'permission.account.totp'),
  at('permission.account.totp_draft', 'permission.account.totp'),
  at('permission.session.id_token_sealed', 'permission.session.id_token'),
  at('permission.membership.token_sealed', 'permission.membership'),
  // of somebody who is on his way to sign in at a platform, or on his way out
  at('permission.pending.sealed', 'permission.pending', 'permission.session.id_token'),
  at('cases.answers.sealed', 'cases.answers'),
  at('cases.assessment.sealed', 'cases.assessment'),
  at('document.paper.sealed', 'document.paper'),
  at('form.draft.sealed', 'form.draft'),
  at('holding.held.elements', 'holding.elements'),
  at('licence.version.face', 'licence.face'),
  at('windows.correction.sealed', 'window.correction'),
  at('message.outbox.direct_sealed', 'message.outbox.direct'),
  at('message.contact_code.value_sealed', 'message.contact_code.value'),
]

/** Answers kept for commands that are sent again: forgotten after a day, so that they are left to expire under the key they have. */
export const answersKept: SealedColumn = at('base.command.sealed')

/** Columns with digests under the oldest key of the ring: nothing makes them anew yet, so that this key must stay in the ring. */
export const digested: readonly string[] = [
  'party.person.id_no_digest',
  'party.person.phone_digest',
  'party.person.email_digest',
  'imports.past_case.hash',
  'permission.known_place.digest',
  'message.contact_code.code_digest',
  'base.command.input_hash',
]

/**
 * Contexts of digests that stand in no column for longer than a day or an open link: how often a code was asked for at an address, and the
 * second factor that an invitation offers. Where the oldest key leaves the ring, they are counted and offered anew.
 */
export const digestedForNow: readonly string[] = ['message.contact_code.value', 'permission.invitation.totp']
