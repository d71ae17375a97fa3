/** 公民身份号码 (GB 11643-1999) and the numbers built like it: residence permits of people from Hong Kong, Macau and Taiwan, and the foreigner's permanent residence card. */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checks = '10X98765432'

/** Check character over the first 17 digits. */
export const citizenCheck = (first17: string): string => checks[weights.reduce((s, w, i) => s + w * Number(first17[i]), 0) % 11]!

const provinces = new Set('11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(' '))

export type CitizenNoKind = 'resident' | 'hongKong' | 'macau' | 'taiwan' | 'foreigner'

const permits: Record<string, CitizenNoKind> = { '810000': 'hongKong', '820000': 'macau', '830000': 'taiwan' }

/**
 * Whose number it is by its first six digits, or undefined where no such number is given out. Counties that were abolished stay
 * valid: whoever was born there keeps the number. A foreigner's begins with 9, the province of issue and the country.
 */
export function kindOfCitizenNo(no: string): CitizenNoKind | undefined {
  const region = no.slice(0, 6)
  if (permits[region]) return permits[region]
  if (region.startsWith('9')) return provinces.has(region.slice(1, 3)) ? 'foreigner' : undefined
  return provinces.has(region.slice(0, 2)) ? 'resident' : undefined
}

/** Whether 'YYYY-MM-DD' is a day of the calendar. */
export function isRealDay(on: string): boolean {
  const [year = 0, month = 0, date = 0] = on.split('-').map(Number)
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  return length !== undefined && date >= 1 && date <= length
}

const written = (no: string): string => `${no.slice(6, 10)}-${no.slice(10, 12)}-${no.slice(12, 14)}`

/** What is wrong with a number, said to whoever typed it; undefined where nothing is. Expects `normalNo`; `today` is the city's day. */
export function checkCitizenNo(no: string, today: string): string | undefined {
  return wrongShape(no) ?? wrongContent(no, today)
}

function wrongShape(no: string): string | undefined {
  if (/^\d{15}$/.test(no)) return '15 位的老身份证号已经停用，请填现在身份证上的 18 位号码'
  if (no.length !== 18) return `身份证号是 18 位，现在是 ${no.length} 位，请照着身份证再核对一遍`
  const at = [...no.slice(0, 17)].findIndex((c) => c < '0' || c > '9')
  if (at >= 0) return `身份证号第 ${at + 1} 位应该是数字，请改一下`
  return /[\dX]/.test(no[17]!) ? undefined : '身份证号第 18 位应该是数字或字母 X，请改一下'
}

function wrongContent(no: string, today: string): string | undefined {
  if (kindOfCitizenNo(no) === undefined) return '身份证号前 6 位不是哪个地方的代码，请照着身份证再核对一遍'
  const bornOn = written(no)
  if (bornOn <= '1800' || !isRealDay(bornOn)) return '身份证号第 7 到第 14 位是出生日期，没有这一天，请照着身份证再核对一遍'
  if (bornOn > today) return '身份证号里的出生日期在今天以后，请照着身份证再核对一遍'
  return citizenCheck(no) === no[17] ? undefined : '身份证号第 18 位对不上，请照着身份证再核对一遍'
}

/** Day of birth written in a number that passes `checkCitizenNo`. */
export const bornOnOf = (no: string): string => written(no)

/** Sex by the parity of the 17th digit. */
export const sexOf = (no: string): 'male' | 'female' => (Number(no[16]) % 2 === 1 ? 'male' : 'female')

/** Full years on a day (周岁); somebody born on 29 February completes a year on 1 March where there is none. */
export function ageOn(bornOn: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return on.slice(5) >= bornOn.slice(5) ? years : years - 1
}
