/** Verbs over many orders: which are offered, for how many, and why the others fall out. */
import type { VerbState } from './open.ts'
import { holdMs } from './open.ts'

type Row = { id: string; no: string; kind: string; kindTitle: string; verbs: readonly VerbState[] }
type Over = { kind: string; kindTitle: string; verb: string; label: string; can: number; out: { id: string; no: string; why: string }[] }

const notNow = '现在不是办这一步的时候'

/** Why a row cannot take a verb of a kind, or nothing where it can. */
function whyOut(row: Row, { kind, kindTitle, verb }: Pick<Over, 'kind' | 'kindTitle' | 'verb'>): string | undefined {
  if (row.kind !== kind) return `不是${kindTitle}，请分开办`
  const state = row.verbs.find((v) => v.verb === verb)
  return state?.open ? undefined : (state?.why ?? notNow)
}

/** Every verb that at least one row can take, the one that most can take first. */
export function verbsOver(rows: readonly Row[]): Over[] {
  const offered = new Map<string, Pick<Over, 'kind' | 'kindTitle' | 'verb' | 'label'>>()
  for (const { kind, kindTitle, verbs } of rows)
    for (const { verb, label, open } of verbs) if (open) offered.set(`${kind} ${verb}`, { kind, kindTitle, verb, label })
  return [...offered.values()]
    .map((v): Over => {
      const out = rows.flatMap((row) => {
        const why = whyOut(row, v)
        return why === undefined ? [] : [{ id: row.id, no: row.no, why }]
      })
      return { ...v, can: rows.length - out.length, out }
    })
    .sort((a, b) => b.can - a.can)
}

/** How long a row of a batch is reckoned to take, and how long what follows from one waits at most, both in milliseconds. */
const rowMs = 60
const longestHoldMs = 600_000

/** How long what follows from a row of a batch waits: ten seconds after the last row is reckoned to be done. */
export const holdOfRow = (left: number): number => Math.min(longestHoldMs, holdMs + left * rowMs)
