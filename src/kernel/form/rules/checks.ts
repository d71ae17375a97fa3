import { fullFormats } from 'ajv-formats/dist/formats.js'
import { checkCitizenNo } from '#kernel/party/rules/citizen.ts'
import { retiredSaid } from '#kernel/party/rules/division.ts'
import { checkUscc } from '#kernel/party/rules/identifier.ts'
import { checkName } from '#kernel/party/rules/name.ts'
import { checkPhone } from '#kernel/party/rules/phone.ts'
import type { Divisions } from '#kernel/party/schema.ts'
import type { formats } from '../schema/field.ts'
import { dayWrong } from './day.ts'

export type FormatName = (typeof formats)[number]
/** Checks by format name, handed to the compiled validator on either side, so that they exist once. */
export type Checks = Record<FormatName, (text: string) => boolean>
/** What is wrong with a text of some format, said to whoever typed it; undefined where nothing is. */
type Tell = (text: string, today?: string, places?: Divisions) => string | undefined

const unless =
  (right: (text: string) => boolean, sentence: string): Tell =>
  (text) =>
    right(text) ? undefined : sentence
const matches = (pattern: RegExp) => (text: string) => pattern.test(text)

const isDate = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && (fullFormats.date as { validate(text: string): boolean }).validate(text)

/** A code that no longer stands for a division may begin an identity number, and names no place today; `places` are those of the city. */
function tellDivision(text: string, _today?: string, places?: Divisions): string | undefined {
  if (!/^[1-9]\d{5}(\d{3}|\d{6})?$/.test(text)) return '请从列表里选一个地方'
  return places && retiredSaid(places, text.slice(0, 6))
}

/** Findable on the spot: a house number, or in a village, a market, a building the place that serves as one. */
const isAddress = matches(/[\d一二三四五六七八九十百]+\s*(号|栋|幢|座|室|层|楼|单元|组|队|#|-|$)|[村组屯坝场厦园心]$/u)

/** The sum by which a card number proves itself (ISO/IEC 7812-1). */
function isBankCard(text: string): boolean {
  if (!/^\d{12,19}$/.test(text)) return false
  const sum = [...text].toReversed().reduce((all, digit, i) => {
    const n = Number(digit) * (i % 2 === 1 ? 2 : 1)
    return all + (n > 9 ? n - 9 : n)
  }, 0)
  return sum % 10 === 0
}

/** Later than any birth, for where the day of today is not known. */
const noDay = '9999-12-31'

/** By format: what is wrong and how to mend it. The rules of identity numbers, codes, names and telephones are those of the parties' register. */
export const tells: Readonly<Record<FormatName, Tell>> = {
  'cn-id': (text, today = noDay) => checkCitizenNo(text, today),
  uscc: checkUscc,
  'cn-phone': checkPhone,
  'person-name': checkName,
  division: tellDivision,
  address: unless(isAddress, '地址还差门牌号，请补上，例如：文清路 18 号'),
  date: (text) => dayWrong(text)?.sentence ?? (isDate(text) ? undefined : '年月日都要填，例如 2023年6月15日'),
  email: unless((text) => (fullFormats.email as RegExp).test(text), '邮箱要像 name@example.com 这样填'),
  postcode: unless(matches(/^\d{6}$/), '邮政编码是 6 位数字，例如 341000'),
  'bank-card': unless(isBankCard, '卡号对不上，请照着银行卡再核对一遍，只填数字'),
  'year-month': unless(matches(/^\d{4}-(0[1-9]|1[0-2])$/), '要填年和月，例如 2023-06'),
}

export const checks = Object.fromEntries(
  Object.entries(tells).map(([name, tell]) => [name, (text: string) => tell(text) === undefined]),
) as Checks
