import type { Phones } from '../../schema/imported.ts'

/** What is no telephone number although it has digits: addresses of the web and of mail, hours, accounts, postcodes. */
const noise = /https?:\/\/[^\s，。；、）)]+|[\w.-]+@[\w.-]+|\d{1,2}[:：]\d{2}|微信号?[:：]\s*[\w-]+|邮政编码[:：]?\s*\d{6}/g

const extension = String.raw`(?<ext>(?:-\d{1,6})+(?!\d)|转\d{1,6})?(?![A-Za-z_])`
const kinds = [
  String.raw`(?<area>0[1-9]\d{1,2})-(?<local>\d{7,8})(?!\d)`,
  String.raw`(?:(?<hotArea>0[1-9]\d{1,2})-)?(?<hot>1[12]\d{3}|9[56]\d{3})(?!\d)`,
  String.raw`400-?(?<toll>\d{3,4}-?\d{3,4})(?!\d)`,
  String.raw`(?<bare>[2-8]\d{6,7})(?!\d)`,
]
const number = new RegExp(String.raw`(?<![\w.])(?:${kinds.join('|')})${extension}`, 'g')

/** Words and signs that join numbers and say nothing of their own. */
const glue = /[\s、，,；;。.：:/或和]|咨询|投诉|监督|联系|电话|号码|查询|拨打/g

/**
 * Reads a cell of telephone numbers: several, area codes in brackets, any dash, extensions, hotlines. A number without area code
 * takes that of the number before it in the cell. Where the cell says more than numbers, `note` keeps it whole.
 */
export function readPhones(text: string): Phones {
  let area: string | undefined
  const numbers = new Set<string>()
  const rest = tidy(text).replace(number, (...found) => {
    const groups = found.at(-1) as Groups
    area = groups.area ?? area
    numbers.add(written(groups, area))
    return ' '
  })
  const saysMore = numbers.size === 0 || rest.replace(glue, '') !== ''
  return { numbers: [...numbers], ...(saysMore && { note: text.trim() }) }
}

/** Whether a number can be dialled from anywhere: an area code, a hotline, or a number of the whole country. */
export const hasAreaCode = (phone: string): boolean => /^(0\d{2,3}-|1[12]\d{3}|9[56]\d{3}|400-)/.test(phone)

type Groups = { area?: string; local?: string; hotArea?: string; hot?: string; toll?: string; bare?: string; ext?: string }

/** One way of writing: one kind of dash, `020-` for `(020)`, `(8620)` and `86 20`, no blank inside a number. */
const tidy = (text: string): string =>
  text
    .replace(noise, '※')
    .replace(/[－–—-]+\s*/g, '-')
    .replace(/[（(](?:86|0)(\d{2,3})[)）]\s*/g, '0$1-')
    .replace(/(?<!\d)\+?86[ -](\d{2,3})[ -](?=\d)/g, '0$1-')
    .replace(/(-\d{4}) (?=\d{4}(?!\d))/g, '$1')

function written({ local, hotArea, hot, toll, bare, area: own, ext = '' }: Groups, area: string | undefined): string {
  const tail = ext.replace('转', '-')
  if (local) return `${own}-${local}${tail}`
  if (hot) return (hotArea ? `${hotArea}-` : '') + hot + tail
  if (toll) return `400-${toll.replace('-', '').replace(/^(\d{3})/, '$1-')}`
  return (area ? `${area}-` : '') + bare + tail
}
