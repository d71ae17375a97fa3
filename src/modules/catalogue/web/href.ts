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
