/** The front door of 事项: what cases and rooms may ask of it. */
import type { Tx } from '#base/db.ts'
import { refusals } from '#base/refusal.ts'
import { remembered } from '#base/remembered.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import { upwards } from '#kernel/party/rules/division.ts'
import { asToday, type Said, saidFor } from './rules/contact.ts'
import type { HandlingItem } from './schema/item.ts'
import type { Organ } from './schema/organ.ts'
import { findOrgan, findOrganRow, listItemsAt, readDirectory } from './store/organ.ts'
import {
  type Current,
  type CurrentNow,
  findHandling,
  findItem,
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
export { findOrganInForce, listEveryOrgan, listOrganRows, listOrgans } from './store/organ.ts'
export type { Current } from './store.ts'
export {
  findImported,
  findItem,
  findShown,
  findSuccessor,
  listAllCurrent,
  listCurrent,
  listDivisions,
  listItemNames,
  listItems,
  listItemsOfCatalogue,
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

/** One version of an item as it was published, with all who handle it; `said` is what its file says of an organ's place and telephones itself. */
export type PublishedVersion = {
  version: number
  publishedAt: Date
  handlings: readonly HandlingItem[]
  said: ReadonlyMap<string, Said>
}
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
    const handlings = await handlingsOf(tx, code, version)
    const said = new Map(handlings.map(({ impl }) => [impl.organ, saidFor(published.file, impl)]))
    return { version, publishedAt: published.publishedAt, handlings, said }
  })
}

let directory: { revision: number; organs: ReadonlyMap<string, Organ> } | undefined

/** The directory at a revision, read once a process; one that a lagging replica answers is not kept longer than till the next question. */
async function directoryAt(tx: Tx, revision: number): Promise<ReadonlyMap<string, Organ>> {
  if (directory?.revision === revision) return directory.organs
  const read = await readDirectory(tx)
  directory = { revision: read.revision, organs: new Map(read.organs.map((o) => [o.id, o])) }
  return directory.organs
}

const shown = remembered<PublishedVersion>(500)
type Shown = { code: string; version: number; directory: number }

/**
 * A version as people read it today: its organs are called and reached as the directory says now. The same object as long as
 * neither has changed.
 */
export async function shownOf(tx: Tx, { code, version, directory: revision }: Shown): Promise<PublishedVersion> {
  const [published, organs] = [await publishedOf(tx, code, version), await directoryAt(tx, revision)]
  const today = (h: HandlingItem) => asToday(h, published.said.get(h.impl.organ) ?? {}, organs.get(h.impl.organ))
  return shown(`${code}@${version}`, [published, organs], () => ({ ...published, handlings: published.handlings.map(today) }))
}

/** An item in the hands of one organ as people read it today: for who is about to apply. A case keeps what it began with (`handlingOf`). */
export async function handlingToday(tx: Tx, code: string, here: CurrentNow): Promise<HandlingItem> {
  const { handlings } = await shownOf(tx, { code, version: here.version, directory: here.directory })
  const found = handlings.find((h) => h.handlingCode === here.handlingCode)
  if (!found) throw new Error(`version ${here.version} of ${code} has no ${here.handlingCode}`)
  return found
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

/** For each branch the organ that is nearest to a division: its own, that of the county around a zone, the city's. */
export async function organsNear(
  tx: Tx,
  division: string,
  branches: readonly string[],
): Promise<Record<string, { organ: string; division: string }>> {
  if (branches.length === 0) return {}
  const found = await listNearest(tx, branches, upwards(division))
  return Object.fromEntries(found.map(({ branch, ...place }) => [branch, place]))
}

/** Which of the places that handle an item is nearest to a division; undefined where none is near. */
export const nearestOf = <C extends Current>(current: readonly C[], division: string): C | undefined =>
  upwards(division)
    .map((d) => current.find((c) => c.division === d))
    .find((c) => c !== undefined)

/** Where an item is handled for somebody in a division: by its own organ, by that of the county around a zone, or by the city's. */
export async function currentIn(tx: Tx, code: string, division: string): Promise<CurrentNow> {
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

/** Who answers for an organ today: it itself, or the one that its duties went to. */
export async function whoAnswers(tx: Tx, id: string): Promise<{ organ: Organ; answering: Organ }> {
  const row = await findOrganRow(tx, id)
  if (!row) throw new Error(`no organ ${id}`)
  let last = row
  while (last.successor !== null) {
    const next = await findOrganRow(tx, last.successor)
    if (!next) throw new Error(`no organ ${last.successor}`)
    last = next
  }
  return { organ: row.organ, answering: last.organ }
}

export async function organOf(tx: Tx, id: string): Promise<Organ> {
  const organ = await findOrgan(tx, id)
  if (!organ) throw new Error(`no organ ${id}`)
  return organ
}

/** Items in force or suspended in an organ's hands. */
export const itemsOfOrgan = async (tx: Tx, organ: string): Promise<string[]> => (await listItemsAt(tx, organ)).map((i) => i.code)

/** The name of an item, also of one that is closed now. */
export const itemName = async (tx: Tx, code: string): Promise<string | undefined> => (await findItem(tx, code))?.name
