/** What somebody wants to do with a thing: have it, change it, renew it, end it, ask about it. Read alike in a query and in the name of an item. */
import type { Audience } from '../schema.ts'

/**
 * `asked` and `named` say how people and how items word it. An item named so is meant by those who ask so (`fits`), and hardly by
 * those who do not (`strays`). The lists of other places are full of look-ups and bookings, which nobody means who wants a licence.
 */
type Sense = { asked: RegExp; named: RegExp; fits: number; strays: number }

const senses: readonly Sense[] = [
  {
    asked: /注销|销户|不(开|做|干|要|办|用)了|关门|解散|倒闭|停业|撤销|去世|过世|死/,
    named: /注销|销户|撤销|终止|收回/,
    fits: 12,
    strays: 9,
  },
  {
    asked: /变更|更改|更正|改|换(个|了)?(法人|老板|地址|地方|名|股东|人|家|到|项目)|搬|迁|加(个|了|卖|一个)|转让|转给|增(加|资)|减(少|资)/,
    named: /变更|更名|更改|变动/,
    fits: 10,
    strays: 7,
  },
  {
    asked: /到期|过期|快到|期满|延期|延续|(?<!手)续|换证|换领|换发|换新|换一|换个证|年审|年检|满?\d年换/,
    named: /延续|换领|换发|补换|换证|延期|续期|续展|年审|年检|再次注册/,
    fits: 10,
    strays: 4,
  },
  {
    asked: /丢|遗失|不见|掉了|没了|找不到|坏|消磁|补(?!贴|助|偿|习|课|钱)|挂失|重新(办|领)/,
    named: /补领|补发|补办|补换|补证|遗失|损毁|挂失/,
    fits: 10,
    strays: 6,
  },
  {
    asked: /(?<![检审核调])查|鉴定|进度|哪一步|办到哪|真假|真的|假的|成绩|名单|名录|号码|公示|分数|目录/,
    named: /查询|进度|公示|名录|查看|查阅|检索|公开|信息$|目录|一览|鉴定/,
    fits: 8,
    strays: 14,
  },
  { asked: /预约|排队|挂号/, named: /预约/, fits: 10, strays: 1 },
  { asked: /公证/, named: /公证/, fits: 8, strays: 18 },
  { asked: /咨询|问问/, named: /咨询|指南$|投诉|举报|宣传|培训|表彰|奖励/, fits: 2, strays: 10 },
  { asked: /作废|红冲/, named: /作废/, fits: 8, strays: 12 },
]

/** A set of senses, one bit each, because every entry of the catalogue is compared. */
export type Intents = number

const bitsOf = (text: string, how: 'asked' | 'named'): Intents =>
  senses.reduce((bits, sense, at) => (sense[how].test(text) ? bits | (1 << at) : bits), 0)

export const intentsOf = (query: string): Intents => bitsOf(query, 'asked')
export const intentsIn = (name: string): Intents => bitsOf(name, 'named')

/** Points for an item by what it is named to do and what was asked; the sum over all senses, so that each of them counts. */
export function agreement(asked: Intents, named: Intents): number {
  let points = 0
  for (let at = 0; named >> at > 0; at++) {
    if (((named >> at) & 1) === 0) continue
    points += (asked >> at) & 1 ? senses[at]!.fits : -senses[at]!.strays
  }
  return points
}

const doing =
  /^(注销|销户|撤销|变更|更改|更正|换|补|补领|补办|补发|换发|换领|补换领|遗失|丢|丢失|掉|不见|损毁|损坏|坏|挂失|延续|延期|到期|过期|换证|查|查询|进度|预约|咨询|新办|首次|初次|申领|申请|办理|申报)+(登记|证)?$/

/** Whether a word only says what is to be done, and nothing about the thing: 注销, 遗失补办. */
export const isDoing = (word: string): boolean => doing.test(word)

/** Whom the words are about, where they say so. */
const spoken: readonly { audience: Audience; said: RegExp }[] = [
  { audience: 'enterprise', said: /公司|企业|工厂|厂里|单位|员工|职工入职|合伙|法人|股东|股权|项目|招标|开办|开[个家]|经营/ },
  {
    audience: 'person',
    said: /我(妈|爸|老婆|老公|奶奶|爷爷|儿子|女儿|家|哥|姐|弟|妹)|小孩|孩子|娃|宝宝|老人|阿公|阿婆|自己|个人|本人|退休|结婚|户口/,
  },
]

export function audienceIn(query: string): Audience | undefined {
  const said = spoken.filter((s) => s.said.test(query))
  return said.length === 1 ? said[0]!.audience : undefined
}

/** What is expressly not meant: `不是公司，是小店` rules out 公司. */
export function ruledOut(query: string): string[] {
  const found = query.matchAll(
    /(?:而?不是|不想开|不想办|不要办|不要开|除了|不含)(?!了)([\p{L}\p{N}]{2,8}?)(?=[，,。；;！!？?\s]|的|只|就|而|以外|之外|，|$)/gu,
  )
  return [...found].map((m) => m[1]!)
}
