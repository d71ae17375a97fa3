/** Certificates by which a party is known. Licence standards and the exchange with the evaluation system number them differently, so both stand here. */
import { checkCitizenNo, kindOfCitizenNo } from './citizen.ts'
import { checkUscc } from './identifier.ts'

/** `code` is the three-digit one of the licence standards and of our own records; `exchange` the one of 好差评 and case exchange. */
export type Certificate = {
  code: string
  name: string
  exchange?: string
  /** false: common practice that no source at hand proves; admin pages show 待核实 */
  confirmed: boolean
  check(no: string, today: string): string | undefined
}

const shaped =
  (pattern: RegExp, sentence: string) =>
  (no: string): string | undefined =>
    pattern.test(no) ? undefined : sentence

/** A citizen-like number of one kind, so that a permit is not registered as an identity card or the other way round. */
const citizenLike =
  (kinds: readonly string[], name: string) =>
  (no: string, today: string): string | undefined => {
    const wrong = checkCitizenNo(no, today)
    if (wrong) return wrong
    return kinds.includes(kindOfCitizenNo(no)!) ? undefined : `这不是${name}的号码，请核对证件类型`
  }

export const certificates: readonly Certificate[] = [
  { code: '111', name: '居民身份证', exchange: '10', confirmed: true, check: citizenLike(['resident'], '居民身份证') },
  { code: '001', name: '统一社会信用代码', confirmed: false, check: (no) => checkUscc(no) },
  { code: '154', name: '港澳台居民居住证', confirmed: false, check: citizenLike(['hongKong', 'macau', 'taiwan'], '港澳台居民居住证') },
  { code: '553', name: '外国人永久居留身份证', confirmed: false, check: citizenLike(['foreigner'], '外国人永久居留身份证') },
  {
    code: '414',
    name: '普通护照',
    exchange: '20',
    confirmed: false,
    check: shaped(/^[A-Z0-9]{5,17}$/, '护照号只有字母和数字，请照着护照再核对一遍'),
  },
  {
    code: '516',
    name: '港澳居民来往内地通行证',
    exchange: '14',
    confirmed: false,
    check: shaped(/^[HM]\d{8}(\d{2})?$/, '通行证号以 H 或 M 开头，后面 8 位或 10 位数字，请照着证件再核对一遍'),
  },
  {
    code: '511',
    name: '台湾居民来往大陆通行证',
    exchange: '15',
    confirmed: false,
    check: shaped(/^\d{8}(\d{2})?$/, '通行证号是 8 位或 10 位数字，请照着证件再核对一遍'),
  },
]

export const findCertificate = (code: string): Certificate | undefined => certificates.find((c) => c.code === code)

/** The certificate that an exchange's code names. */
export const findByExchange = (exchange: string): Certificate | undefined => certificates.find((c) => c.exchange === exchange)

/** What is wrong with a number as the number of this certificate; undefined where nothing is. Expects `normalNo`. */
export function checkIdNo(idType: string, no: string, today: string): string | undefined {
  const certificate = findCertificate(idType)
  return certificate ? certificate.check(no, today) : '不认得这种证件类型，请从列表里选一种'
}
