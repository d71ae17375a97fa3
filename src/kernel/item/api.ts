/** The front door of 事项: what cases and rooms may ask of it. */
import type { Tx } from '#base/db.ts'
import { refusals } from '#base/refusal.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import type { HandlingItem } from './schema/item.ts'
import type { Organ } from './schema/organ.ts'
import {
  type Current,
  findHandling,
  findItem,
  findOrgan,
  findSuccessor,
  findVersion,
  listCurrent,
  listDivisions,
  listHandlings,
  listNearest,
  type Version,
} from './store.ts'

export { publish } from './actions/publish.ts'
export { limitsToRehearse } from './actions/rehearse.ts'
export type { Current } from './store.ts'
export {
  findImported,
  findItem,
  findOrgan,
  findSuccessor,
  listAllCurrent,
  listCurrent,
  listDivisions,
  listItems,
  listOrgans,
  pageImported,
  saveImported,
} from './store.ts'

const refuse = refusals({
  'item.unknown': [404, '没有找到这个事项，可能已经改名或取消。请回首页搜一搜'],
  'item.closed': [409, '“{name}”现在暂停办理，恢复后再来申请；急事请打 12345'],
  'item.division-retired': [409, '{was} {year} 年已改为{now}。请把地区改成{now}，再办“{name}”'],
  'item.not-here': [409, '“{name}”在这个地区还不能办。可以办的地区：{where}'],
})

/** Published versions never change, so that each is read from the database once a process; the oldest leave first. */
function keeper<T>(keepAtMost: number) {
  const kept = new Map<string, T>()
  const keep = (key: string, found: T): T => {
    if (kept.size >= keepAtMost) kept.delete(kept.keys().next().value!)
    kept.set(key, found)
    return found
  }
  return {
    /** What is known under the key, or else what was found now. */
    same: (key: string, found: T): T => kept.get(key) ?? keep(key, found),
    async get(key: string, find: () => Promise<T | undefined>): Promise<T> {
      const known = kept.get(key)
      if (known !== undefined) return known
      const found = await find()
      if (found === undefined) throw new Error(`no published version ${key}`)
      return keep(key, found)
    },
  }
}

const handlings = keeper<HandlingItem>(2_000)
const forms = keeper<Form>(500)
const versions = keeper<PublishedVersion>(500)

/** One version of an item as it was published, with all who handle it. */
export type PublishedVersion = { version: number; publishedAt: Date; handlings: readonly HandlingItem[] }
const models = keeper<Pick<Version, 'decision' | 'process'>>(2_000)

/** One version of an item in the hands of one organ; a fault where a case names one that is not there. */
export async function handlingOf(tx: Tx, handlingCode: string, version: number): Promise<HandlingItem> {
  return handlings.get(`${handlingCode}@${version}`, () => findHandling(tx, handlingCode, version))
}

/** A version of an item in the hands of everybody who handles it, read at once; each the same object that `handlingOf` gives. */
export async function handlingsOf(tx: Tx, code: string, version: number): Promise<HandlingItem[]> {
  const rows = await listHandlings(tx, code, version)
  return rows.map(({ content }) => handlings.same(`${content.handlingCode}@${version}`, content))
}

/** A version of an item in the hands of everybody who handles it; one object a process. */
export async function publishedOf(tx: Tx, code: string, version: number): Promise<PublishedVersion> {
  return versions.get(`${code}@${version}`, async () => {
    const published = await findVersion(tx, code, version)
    if (!published) return undefined
    return { version, publishedAt: published.publishedAt, handlings: await handlingsOf(tx, code, version) }
  })
}

/** The form that belongs to a version of an item; one object a process, so that its validator is compiled once. */
export async function formOf(tx: Tx, code: string, version: number): Promise<Form> {
  return forms.get(`${code}@${version}`, async () => (await findVersion(tx, code, version))?.form as Form | undefined)
}

const modelsOf = (tx: Tx, code: string, version: number) =>
  models.get(`${code}@${version}`, async () => {
    const kept = await findVersion(tx, code, version)
    return kept && { decision: kept.decision, process: kept.process }
  })

/** Which version of its decision model a version of an item has; null where it has none. */
export const decisionOf = async (tx: Tx, code: string, version: number): Promise<number | null> =>
  (await modelsOf(tx, code, version)).decision

/** Which version of its process model a version of an item has; null where it has none. */
export const processOf = async (tx: Tx, code: string, version: number): Promise<number | null> =>
  (await modelsOf(tx, code, version)).process

const cityCode = '360700'

/** A division, the county a zone lies in, the city: who is nearest handles it. */
const nearest = (division: string) => [division, division.slice(0, 6), cityCode]

/** For each branch the organ that is nearest to a division: its own, that of the county around a zone, the city's. */
export async function organsNear(
  tx: Tx,
  division: string,
  branches: readonly string[],
): Promise<Record<string, { organ: string; division: string }>> {
  if (branches.length === 0) return {}
  const found = await listNearest(tx, branches, nearest(division))
  return Object.fromEntries(found.map(({ branch, ...place }) => [branch, place]))
}

/** Which of the places that handle an item is nearest to a division; undefined where none is near. */
export const nearestOf = (current: readonly Current[], division: string): Current | undefined =>
  nearest(division)
    .map((d) => current.find((c) => c.division === d))
    .find((c) => c !== undefined)

/** Where an item is handled for somebody in a division: by its own organ, by that of the county around a zone, or by the city's. */
export async function currentIn(tx: Tx, code: string, division: string): Promise<Current> {
  const item = await findItem(tx, code)
  if (!item) throw refuse('item.unknown')
  if (item.state !== 'published') throw refuse('item.closed', { name: item.name })
  const current = await listCurrent(tx, code)
  const here = nearestOf(current, division)
  const now = here ? undefined : await findSuccessor(tx, division)
  if (now) throw refuse('item.division-retired', { name: item.name, was: now.was, year: now.year, now: now.name, division: now.code })
  if (!here)
    throw refuse('item.not-here', {
      name: item.name,
      where: await divisionNames(
        tx,
        current.map((c) => c.division),
      ),
    })
  return here
}

async function divisionNames(tx: Tx, codes: string[]): Promise<string> {
  return (await listDivisions(tx))
    .filter((d) => codes.includes(d.code))
    .map((d) => d.name)
    .join('、')
}

export async function organOf(tx: Tx, id: string): Promise<Organ> {
  const organ = await findOrgan(tx, id)
  if (!organ) throw new Error(`no organ ${id}`)
  return organ
}

/** The name of an item, also of one that is closed now. */
export const itemName = async (tx: Tx, code: string): Promise<string | undefined> => (await findItem(tx, code))?.name
