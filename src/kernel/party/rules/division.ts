/** Divisions of the city: which codes are in use, which were retired, and what lies in what. */
import type { Division, Divisions } from '../schema.ts'

export const findDivision = (all: Divisions, code: string): Division | undefined => all.divisions.find((d) => d.code === code)

/** What is wrong with a code for a new record; undefined where nothing is. */
export function checkDivision(all: Divisions, code: string): string | undefined {
  if (findDivision(all, code)) return undefined
  const retired = all.retired.find((r) => r.code === code)
  if (retired) {
    const now = findDivision(all, retired.replacedBy)!
    return `${code} ${retired.name}已在 ${retired.year} 年撤销，现在是 ${now.code} ${now.name}，请改用新的`
  }
  if (all.fillers.includes(code)) return `${code} 只是统计用的“市辖区”，请选具体的县（市、区）`
  return `没有代码是 ${code} 的地方，请从列表里选`
}

/**
 * The division that a code leads to today, and what to say where it is another one: a dissolved county leads to its successor,
 * a code of statistics or one that nobody has to the whole city. Codes of other places stay as they are.
 */
export function divisionNow(all: Divisions, code: string): { code: string; said?: string } {
  const retired = all.retired.find((r) => r.code === code)
  if (retired) return { code: retired.replacedBy, said: checkDivision(all, code)! }
  const city = all.divisions.find((d) => d.kind === 'city')!
  if (findDivision(all, code) || code.slice(0, 4) !== city.code.slice(0, 4)) return { code }
  return { code: city.code, said: checkDivision(all, code)! }
}

/** The name that goes with a code, retired ones too (they live on in identity numbers); undefined for places outside the city. */
export const nameOfDivision = (all: Divisions, code: string): string | undefined =>
  findDivision(all, code)?.name ?? all.retired.find((r) => r.code === code)?.name

/** Twelve digits, filled with zeros: the width of statistics and exchange. */
export const twelve = (code: string): string => code.padEnd(12, '0')

/** Whether a division is another one or lies in it, by parents: a zone lies in its county, a county in the city. */
export function liesIn(all: Divisions, inner: string, outer: string): boolean {
  for (let at: string | undefined = inner; at !== undefined; at = findDivision(all, at)?.parent) if (at === outer) return true
  return false
}
