/** People and companies of the generated city; their numbers check, and none of them is anybody's. */
import { usccCheck } from '../../src/kernel/party/rules/identifier.ts'
import { chanceOf } from './chance.ts'

const surnames = [...'赖钟刘曾谢黄郭李陈张王罗廖温肖邱叶朱杨周吴胡林徐']
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉红梅文斌辉建国志远晓东雪萍嘉怡']
const places = ['章江', '贡水', '赣南', '虔城', '文清', '阳明', '红旗', '长征', '厚德', '八境']
const trades = ['餐饮', '商贸', '食品', '建材', '科技', '物流', '家具', '电子', '医药', '文化']
const bodies = ['有限公司', '店', '经营部', '合作社', '工作室']
const divisions = ['360702', '360703', '360704', '360722', '360731', '360781']

export type Person = { id: string; kind: 'natural' | 'legal'; name: string; no: string }

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
/** Check character of an identity number (GB 11643). */
const idCheck = (first17: string) => '10X98765432'[idWeights.reduce((s, w, i) => s + w * Number(first17[i]), 0) % 11]!

/** Month and day of birth go by the number, so that no two people of one place share one. */
function idNo(n: number): string {
  const place = divisions[n % divisions.length]!
  const rest = Math.floor(n / divisions.length)
  const serial = String(rest % 900).padStart(3, '0')
  const days = Math.floor(rest / 900)
  const day = String((days % 28) + 1).padStart(2, '0')
  const month = String((Math.floor(days / 28) % 12) + 1).padStart(2, '0')
  const first17 = `${place}${1950 + (Math.floor(days / 336) % 50)}${month}${day}${serial}`
  return first17 + idCheck(first17)
}

function uscc(n: number): string {
  const first17 = `92${divisions[n % divisions.length]}${String(n).padStart(9, '0')}`
  return first17 + usccCheck(first17)
}

/** Every second one a company; the same number is always the same person. */
export function personOf(n: number): Person {
  const chance = chanceOf(n + 77_000_000)
  if (n % 2 === 0) {
    const name = chance.pick(surnames) + chance.pick(given) + (chance.share() < 0.7 ? chance.pick(given) : '')
    return { id: `person-${n}`, kind: 'natural', name, no: idNo(n) }
  }
  const name = `赣州市${chance.pick(places)}${chance.pick(given)}${chance.pick(given)}${chance.pick(trades)}${chance.pick(bodies)}`
  return { id: `company-${n}`, kind: 'legal', name, no: uscc(n) }
}
