import { mustAgree } from '#kernel/city.ts'
import { elementsOf } from '#kernel/form/api.ts'
import type { Action, SeedCity } from '#kernel/module.ts'
import { publish } from './actions/publish.ts'
import { Offers } from './schema/draft.ts'
import { ItemFile } from './schema/item.ts'
import { Organs } from './schema/organ.ts'
import { findUnderWay, saveOffers } from './store/draft.ts'
import { saveOrgans } from './store/organ.ts'
import { type DivisionRow, findItem, type RetiredDivision, saveDivisions, saveRetired } from './store.ts'

/**
 * Divisions, organs, and every item folder: what has changed since the last start becomes a new version. An organ or an item that
 * the desk has taken over stays as the desk left it, and so does an item that is being changed or is out of force.
 */
export const seed: Action<SeedCity, void> = async (ctx, city) => {
  const { divisions, retired } = await city.read<{ divisions: DivisionRow[]; retired: RetiredDivision[] }>('divisions.json')
  await saveDivisions(ctx.tx, divisions)
  await saveRetired(ctx.tx, retired)
  const organs = Organs.parse((await city.find('organs.json')) ?? [])
  for (const organ of organs) mustAgree(ctx.city, `organs.json 里的 ${organ.id} `, organ)
  const left = await saveOrgans(ctx.tx, organs)
  if (left.length > 0) ctx.log.info({ organs: left }, 'these organs are kept at the desk, the file says nothing of them')
  const offers = Offers.parse((await city.find('catalogue.yaml')) ?? [])
  for (const offer of offers) mustAgree(ctx.city, `catalogue.yaml 里的 ${offer.code} `, offer)
  await saveOffers(ctx.tx, offers)
  const elements = await elementsOf(ctx.tx)
  for (const folder of await city.list('items/')) {
    const item = await findItem(ctx.tx, folder)
    if (item && (item.keptAt === 'desk' || item.state !== 'published' || (await findUnderWay(ctx.tx, folder)))) continue
    const file = ItemFile.parse(await city.read(`items/${folder}/item.yaml`))
    const has = new Set(await city.list(`items/${folder}/`))
    const model = async (name: string) => (has.has(name) ? city.read<string>(`items/${folder}/${name}`) : undefined)
    const [decision, process] = [await model('decision.dmn'), await model('process.bpmn')]
    await publish(ctx, { file, form: await city.read(`items/${folder}/form.json`), elements, note: '建城', decision, process })
  }
}
