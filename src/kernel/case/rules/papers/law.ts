/** What papers cite, and to which items it applies. */
import { dayOf } from '#kernel/clock/rules/day.ts'
import { para, strong } from '#kernel/document/rules/words.ts'
import type { Block } from '#kernel/document/schema.ts'
import type { PaperBase } from '../../schema/paper.ts'
import { you } from './words.ts'

/** 行政许可法 governs licences alone (第二条); 确认, 给付, 公共服务 and the rest follow their own rules, so their papers do not cite it. */
export const isLicence = (d: { item: { taskType: string } }): boolean => d.item.taskType === '01'

/** '《中华人民共和国行政许可法》第三十二条' */
export const licensing = (article: string): string => `《中华人民共和国行政许可法》${article}`

/** A list of basis as one citation: '《食品安全法》第三十五条和《…》第…条'; names that carry no brackets yet are given them. */
export const cite = (basis: readonly { law: string; article: string }[]): string =>
  basis.map(({ law, article }) => `${/[《〔]/.test(law) ? law : `《${law}》`}${article}`).join('、')

/** The revised 行政复议法 moved the sixty days from 第九条 to 第二十条 on this day. */
const revisedOn = '2024-01-01'

/** Both remedies with their terms and whom to turn to: 行政复议 within sixty days, 行政诉讼 within six months (行政诉讼法 第四十六条). */
export function remedies(d: PaperBase & { remedies: { reconsideration: string; court: string } }, paper: string): Block {
  const article = dayOf(d.madeAt) < revisedOn ? '第九条第一款' : '第二十条第一款'
  return para`${you(d)}如不服本${paper}，可以自收到本${paper}之日起${strong('六十日内')}，依照《中华人民共和国行政复议法》${article}的规定，向${d.remedies.reconsideration}申请行政复议；也可以自收到本${paper}之日起${strong('六个月内')}，依照《中华人民共和国行政诉讼法》第四十六条第一款的规定，直接向${d.remedies.court}提起行政诉讼。`
}
