import { z } from 'zod'

const text = (max: number) => z.string().trim().min(1).max(max)

/** A city's division by its code: 6 digits of GB/T 2260, or 9 for a functional zone, which that standard does not know. */
export const DivisionCode = z.string().regex(/^\d{6}(\d{3})?$/, '区划代码是 6 位数字，功能区是 9 位')

export const DivisionKind = z.enum(['city', 'district', 'county', 'countyCity', 'zone'])
export type DivisionKind = z.infer<typeof DivisionKind>

/** `local` marks a code that the city gave itself: it must never be shown or exchanged as a national one. */
export const Division = z.object({
  code: DivisionCode,
  name: text(40),
  shortName: text(20),
  kind: DivisionKind,
  parent: DivisionCode.optional(),
  local: z.boolean().default(false),
})
export type Division = z.infer<typeof Division>

/** A code that no new record may carry; people born there keep it in their number. */
export const RetiredDivision = z.object({ code: DivisionCode, name: text(40), replacedBy: DivisionCode, year: z.int() })
export type RetiredDivision = z.infer<typeof RetiredDivision>

/** `fillers` are codes of statistics alone (市辖区), where nobody lives and nothing is decided. */
export const Divisions = z.object({ divisions: z.array(Division), retired: z.array(RetiredDivision), fillers: z.array(DivisionCode) })
export type Divisions = z.infer<typeof Divisions>

/** A certificate by its three-digit code of the licence standards; see `rules/certificate.ts`. */
export const IdType = z.string().regex(/^\d{3}$/)

const Party = z.object({ id: text(80), phone: z.string().optional(), address: text(200).optional(), demo: z.boolean().default(false) })

/** A person who applies, handles for another, or represents a company. Shapes only: whether the number is true to its kind, `checkNatural` says. */
export const NaturalPerson = Party.extend({ kind: z.literal('natural'), name: text(100), idType: IdType, idNo: text(30) })
export type NaturalPerson = z.infer<typeof NaturalPerson>

/** A company, self-employed person, institution or other body. `legalRep` is the party id of the person who acts for it by law (民法典 第六十一条). */
export const LegalPerson = Party.extend({
  kind: z.literal('legal'),
  name: text(100),
  uscc: text(18),
  type: text(50),
  legalRep: text(80).optional(),
})
export type LegalPerson = z.infer<typeof LegalPerson>

/**
 * Authority to act for somebody: who, in which matters and divisions (empty lists mean all), from a day to a day, on what
 * ground (民法典 第一百六十五条); it can be taken back at any moment (第一百七十三条).
 */
export const Agency = z
  .object({
    id: text(80),
    principal: text(80),
    agent: text(80),
    items: z.array(text(80)),
    divisions: z.array(DivisionCode),
    fromOn: z.iso.date(),
    toOn: z.iso.date(),
    basis: text(200),
    grantedAt: z.iso.datetime({ offset: true }),
    revokedAt: z.iso.datetime({ offset: true }).nullable().default(null),
    demo: z.boolean().default(false),
  })
  .refine((a) => a.fromOn <= a.toOn, '授权的截止日期不能早于开始日期')
  .refine((a) => a.principal !== a.agent, '不用授权给自己')
export type Agency = z.infer<typeof Agency>
