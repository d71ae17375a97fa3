import { mustAgree } from '#kernel/city.ts'
import type { Action, SeedCity } from '#kernel/module.ts'
import { ElementsFile } from './schema/element.ts'
import { saveElements } from './store.ts'

/** The list of data elements, put in anew at every start. */
export const seed: Action<SeedCity, void> = async (ctx, city) => {
  const file = ElementsFile.parse(await city.read('elements.yaml'))
  mustAgree(ctx.city, 'elements.yaml ', file)
  await saveElements(ctx.tx, file.elements)
}
