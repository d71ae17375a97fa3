/** The address of a list with these filters; what is not set is not in it. */
export function listHref(query: Record<string, string | number | null | undefined>): string {
  const set = Object.entries(query).filter(([, v]) => v !== undefined && v !== null && v !== '')
  const text = new URLSearchParams(set.map(([k, v]) => [k, String(v)])).toString()
  return text ? `/items?${text}` : '/items'
}

/** The address of a guide, in a division and under answers where they are known. */
export function guideHref(code: string, division?: string | null, answers: Record<string, string> = {}): string {
  const pairs = [...(division ? [['division', division]] : []), ...Object.entries(answers).map(([k, v]) => [`answers[${k}]`, v])]
  const text = new URLSearchParams(pairs as string[][]).toString()
  return `/items/${code}${text ? `?${text}` : ''}`
}

const answersIn = (answers: Readonly<Record<string, string>>) => Object.entries(answers).map(([k, v]) => [`answers[${k}]`, v])

/** Where an application begins; what was answered before comes along and is not asked again. */
export const applyHref = (code: string, division: string, answers: Readonly<Record<string, string>> = {}): string =>
  `/apply/${code}?${new URLSearchParams([['division', division], ...answersIn(answers)])}`

/** The questions that tell whether the item is for somebody, with those that are answered already. */
export const fitHref = (code: string, division: string, answers: Readonly<Record<string, string>> = {}): string =>
  `/items/${code}/fit?${new URLSearchParams([['division', division], ...answersIn(answers)])}`
