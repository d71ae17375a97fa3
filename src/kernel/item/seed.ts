import { ElementsFile } from '#kernel/form/schema/element.ts'
import type { Action, SeedCity } from '#kernel/module.ts'
import { publish } from './actions.ts'
import { ItemFile } from './schema/item.ts'
import { Organs } from './schema/organ.ts'
import { type DivisionRow, type RetiredDivision, saveDivisions, saveOrgans, saveRetired } from './store.ts'

/** Divisions, organs, and every item folder: what has changed since the last start becomes a new version. */
export const seed: Action<SeedCity, void> = async (ctx, city) => {
  const { divisions, retired } = await city.read<{ divisions: DivisionRow[]; retired: RetiredDivision[] }>('divisions.json')
  await saveDivisions(ctx.tx, divisions)
  await saveRetired(ctx.tx, retired)
  await saveOrgans(ctx.tx, Organs.parse(await city.read('organs.json')))
  const { elements } = ElementsFile.parse(await city.read('elements.yaml'))
  const byId = new Map(elements.map((e) => [e.id, e]))
  for (const folder of await city.list('items/')) {
    const file = ItemFile.parse(await city.read(`items/${folder}/item.yaml`))
    await publish(ctx, { file, form: await city.read(`items/${folder}/form.json`), elements: byId, note: '建城' })
  }
}
