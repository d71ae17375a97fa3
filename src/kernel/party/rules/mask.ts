/** What of a person is shown without a reason given (个人信息保护法 第六条: no more than needed). A company's code is public and is never masked. */
import { surnameOf } from './name.ts'

const stars = (n: number): string => '*'.repeat(Math.max(0, n))

/** '王*', '欧阳**', '阿***·***': the surname stays, dots and spaces show where the parts are. */
export function maskName(name: string): string {
  const shown = [...surnameOf(name)].length
  const chars = [...name]
  if (chars.length <= 1) return stars(chars.length)
  return chars.map((c, i) => (i < shown || c === '·' || c === ' ' ? c : '*')).join('')
}

/** '360***********0017': three in front and four at the end of an 18-digit number; shorter ones keep a quarter on each side. */
export function maskIdNo(no: string): string {
  const [front, back] = no.length === 18 ? [3, 4] : [Math.min(2, Math.floor(no.length / 4)), Math.min(2, Math.floor(no.length / 4))]
  return no.slice(0, front) + stars(no.length - front - back) + no.slice(no.length - back)
}

/** '138****1234', '0797-***0001': the area and the last four stay. */
export function maskPhone(phone: string): string {
  const line = /^(0\d{2,3}-)(\d{3,4})(\d{4})$/.exec(phone)
  if (line) return line[1]! + stars(line[2]!.length) + line[3]!
  if (phone.length < 8) return stars(phone.length)
  return phone.slice(0, 3) + stars(phone.length - 7) + phone.slice(-4)
}

const place = /^(?:[^省市区县]{1,8}(?:省|自治区))?(?:[^省市区县]{1,8}市)?(?:[^省市区县小]{1,8}[区县])?/

/** '某某区****': down to the county and no further. */
export function maskAddress(address: string): string {
  const kept = place.exec(address)?.[0] ?? ''
  return `${kept}****`
}
