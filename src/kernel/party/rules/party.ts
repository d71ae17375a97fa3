/** All that is wrong with a party as typed, field by field. Expects normalised numbers and names. */
import type { FieldError } from '#base/refusal.ts'
import { checkIdNo } from './certificate.ts'
import { checkEmail } from './email.ts'
import { checkUscc } from './identifier.ts'
import { checkBodyName, checkName } from './name.ts'
import { checkPhone } from './phone.ts'

const faults = (pairs: [field: string, sentence: string | undefined][]): FieldError[] =>
  pairs.flatMap(([field, sentence]) => (sentence === undefined ? [] : [{ field, sentence }]))

type Contact = { phone?: string; address?: string; email?: string }

/** An empty text takes the entry away, so it is no fault. */
export const checkContact = ({ phone, address, email }: Contact): FieldError[] =>
  faults([
    ['phone', phone ? checkPhone(phone) : undefined],
    ['address', address && [...address].length > 200 ? '地址最长 200 个字，请写短一些' : undefined],
    ['email', email ? checkEmail(email) : undefined],
  ])

/** `today` is the city's day: nobody is born after it. */
export const checkNatural = (p: { name: string; idType: string; idNo: string } & Contact, today: string): FieldError[] => [
  ...faults([
    ['name', checkName(p.name)],
    ['idNo', checkIdNo(p.idType, p.idNo, today)],
  ]),
  ...checkContact(p),
]

export const checkLegal = (p: { name: string; uscc: string } & Contact): FieldError[] => [
  ...faults([
    ['name', checkBodyName(p.name)],
    ['uscc', checkUscc(p.uscc)],
  ]),
  ...checkContact(p),
]
