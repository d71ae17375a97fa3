import type { Action, SeedCity } from '#kernel/module.ts'
import { ElementsFile } from './schema/element.ts'
import { saveElements } from './store.ts'

/** The list of data elements, put in anew at every start. */
export const seed: Action<SeedCity, void> = async (ctx, city) =>
  saveElements(ctx.tx, ElementsFile.parse(await city.read('elements.yaml')).elements)
