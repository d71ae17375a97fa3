import type { Holding, HoldingState } from './schema.ts'

/** How each state is said of a licence. */
export const stateWords: Record<HoldingState, string> = {
  valid: '有效',
  suspended: '被暂扣',
  rescinded: '被撤销',
  revoked: '被吊销',
  cancelled: '已注销',
  expired: '已过有效期',
}

/** How a holding stands on a day: what is over is over, whether or not anybody has written it down yet. */
export const standingOn = ({ state, fromOn, toOn }: Pick<Holding, 'state' | 'fromOn' | 'toOn'>, day: string): HoldingState =>
  state === 'valid' && (day < fromOn || (toOn !== null && toOn < day)) ? 'expired' : state

/** What a licence is called without the word that says it is electronic. */
export const bareName = (name: string): string => name.replace(/^电子/, '')

/** A material as the library can satisfy it. */
type Wanted = { free?: { by: string; name: string; licenceTypeCode?: string } }

/** Whether a holding is what a material asks for; how it stands is another question. */
export function answers({ free }: Wanted, { type, called }: Pick<Holding, 'type' | 'called'>): boolean {
  if (free === undefined || free.by === 'account') return false
  return free.licenceTypeCode === undefined ? called.includes(bareName(free.name)) : free.licenceTypeCode === type
}

/** The holding that satisfies a material on a day: of several in force the one that runs longest. */
export function satisfying<H extends Holding>(material: Wanted, holdings: readonly H[], day: string): H | undefined {
  const lasts = (h: H) => h.toOn ?? '9999-12-31'
  return holdings
    .filter((h) => answers(material, h) && standingOn(h, day) === 'valid')
    .toSorted((a, b) => lasts(b).localeCompare(lasts(a)) || a.id.localeCompare(b.id))[0]
}

/** 食品经营许可证 JY11101050000012 */
export const holdingName = ({ called, no }: Pick<Holding, 'called' | 'no'>): string => `${called[0]} ${no}`
/** 电子证照库：食品经营许可证 JY11101050000012 */
export const sourceOf = (h: Pick<Holding, 'called' | 'no' | 'register'>): string => `${h.register}：${holdingName(h)}`
