import { z } from 'zod'

const text = (max: number) => z.string().trim().max(max)

/** A person as a clerk or an identity service names him. `idType` is a code of the certificate table, 111 the resident identity card. */
export const RegisterNatural = z.object({
  name: text(100),
  idType: text(3).default('111'),
  idNo: text(30),
  phone: text(20).optional(),
  address: text(200).optional(),
  email: text(254).optional(),
})
export type RegisterNatural = z.input<typeof RegisterNatural>

/** A company, self-employed person or other body; `legalRep` is the party id of its legal representative. */
export const RegisterLegal = z.object({
  name: text(100),
  uscc: text(18),
  type: text(50),
  legalRep: text(80).optional(),
  phone: text(20).optional(),
  address: text(200).optional(),
  email: text(254).optional(),
})
export type RegisterLegal = z.input<typeof RegisterLegal>

export const FindParty = z.object({ idType: text(3).default('111'), idNo: text(30) })
export type FindParty = z.input<typeof FindParty>

export const PartyId = z.object({ party: text(80) })
export type PartyId = z.infer<typeof PartyId>

/** Contact data; an empty text takes it away, nothing leaves it. */
export const SetContact = z.object({
  party: text(80),
  phone: text(20).optional(),
  address: text(200).optional(),
  email: text(254).optional(),
})
export type SetContact = z.infer<typeof SetContact>

export const SealedField = z.enum(['idNo', 'phone', 'address', 'email', 'name'])
export type SealedField = z.infer<typeof SealedField>

/** `case` is the case for which the field is looked at. */
export const Unmask = z.object({ party: text(80), field: SealedField, reason: text(200), case: text(80).optional() })
export type Unmask = z.infer<typeof Unmask>

/** A letter of authority. The agent is named by id, or by the number on his certificate or licence; empty lists mean all. */
export const GrantAgency = z.object({
  principal: text(80),
  agent: text(80).optional(),
  agentNo: text(30).optional(),
  items: z.array(text(80)).max(50).default([]),
  divisions: z
    .array(z.string().regex(/^\d{6}(\d{3})?$/))
    .max(50)
    .default([]),
  fromOn: z.iso.date().optional(),
  toOn: z.iso.date(),
  basis: text(200).default('本人在线授权'),
})
export type GrantAgency = z.input<typeof GrantAgency>

export const RevokeAgency = z.object({ id: text(80), reason: text(200).default('') })
export type RevokeAgency = z.input<typeof RevokeAgency>
