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

/** What to choose instead of a code that names no place any more, or only ever counted; undefined for every other code. */
export function retiredSaid(all: Divisions, code: string): string | undefined {
  const retired = all.retired.find((r) => r.code === code)
  const now = retired && findDivision(all, retired.replacedBy)?.name
  if (retired && now) return `${retired.name} ${retired.year} 年已改为${now}，请选“${now}”`
  return all.fillers.includes(code) ? '“市辖区”只在统计时用，请选具体的县（市、区）' : undefined
}

/** 北京、天津、上海、重庆: the city is the province, and its districts stand right beneath it. */
const municipality = /^(11|12|31|50)/

/** The city that a code belongs to by its digits (GB/T 2260). */
export const cityOf = (division: string): string =>
  municipality.test(division) ? `${division.slice(0, 2)}0000` : `${division.slice(0, 4)}00`

/** A division and what it lies in by its digits, nearest first: itself, the county around a zone, the city. A zone of the city itself lies in no county. */
export const upwards = (division: string): string[] => [...new Set([division, division.slice(0, 6), cityOf(division)])]

/** Twelve digits, filled with zeros: the width of statistics and exchange. */
export const twelve = (code: string): string => code.padEnd(12, '0')

/** A division and all that lie in it. */
export const divisionsIn = (all: Divisions, outer: string): string[] => [
  outer,
  ...all.divisions.map((d) => d.code).filter((code) => code !== outer && liesIn(all, code, outer)),
]

/** Whether a division is another one or lies in it, by parents: a zone lies in its county, a county in the city. */
export function liesIn(all: Divisions, inner: string, outer: string): boolean {
  for (let at: string | undefined = inner; at !== undefined; at = findDivision(all, at)?.parent) if (at === outer) return true
  return false
}
