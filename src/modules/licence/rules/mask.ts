import { maskAddress, maskIdNo, maskName, maskPhone } from '#kernel/party/rules/mask.ts'
import type { FaceValue } from '../schema/licence.ts'

/** What of a line is personal, by the end of its data element: only what a natural person is known by. */
const masks: readonly (readonly [RegExp, (text: string) => string])[] = [
  [/\.idNo$|socialSecurityNo|disabilityNo|birthCertificateNo/, maskIdNo],
  [/phone$/i, maskPhone],
  [/^(person|spouse|child|father|mother|food\.safetyOfficer|enterprise\.(legalRep|operator))\.name$/, maskName],
  [/^person\.(address|householdAddress)$/, maskAddress],
]

/** A face without the values behind it, and with what is personal masked (个人信息保护法 第六条). */
export const maskFace = (face: readonly FaceValue[]): FaceValue[] =>
  face.map(({ name, text, element }) => {
    const mask = element === undefined ? undefined : masks.find(([pattern]) => pattern.test(element))?.[1]
    return { name, text: mask && text !== '—' ? mask(text) : text }
  })
