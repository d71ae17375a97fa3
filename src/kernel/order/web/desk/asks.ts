import type { Ask } from '#ui/desk/ask.tsx'
import type { AskedField, OrderPage, OrderRow } from '../../schema/page.ts'

const optionsOf = (words: Readonly<Record<string, string>> = {}) => Object.entries(words).map(([value, label]) => ({ value, label }))

/** The questions of a verb as the desk asks them; the level of the order is chosen already. */
export function asksOf(fields: readonly AskedField[], { order, organs }: { order?: OrderRow; organs: OrderPage['organs'] }): Ask[] {
  const first = (name: string) => (name === 'level' && order ? { first: order.level } : {})
  return fields.map(({ kind, words, ...asked }): Ask => {
    if (kind === 'organ') return { ...asked, kind: 'choose', options: organs }
    if (kind === 'organs') return { ...asked, kind: 'several', options: organs }
    if (kind === 'yes' || kind === 'pick') return { ...asked, kind: 'pick', options: optionsOf(words), ...first(asked.name) }
    return { ...asked, kind }
  })
}
