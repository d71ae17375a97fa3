/** By what figures of cases are told apart, with the names of organs, divisions and items as they are called today. */
import { asSystem } from '#base/as-system.ts'
import { listEveryOrgan, listItemNames } from '#kernel/item/api.ts'
import type { Axis } from '#kernel/module.ts'
import { nameOfDivision } from '#kernel/party/rules/division.ts'
import { channels } from '../schema.ts'

const organ: Axis = {
  title: '部门',
  names: (ctx) => asSystem(ctx.tx, async () => Object.fromEntries((await listEveryOrgan(ctx.tx)).map((o) => [o.id, o.name]))),
}
const division: Axis = {
  title: '地区',
  names: async (ctx, codes) => Object.fromEntries(codes.map((code) => [code, nameOfDivision(ctx.places, code) ?? code])),
}
const item: Axis = {
  title: '事项',
  names: (ctx, codes) =>
    asSystem(ctx.tx, async () => Object.fromEntries((await listItemNames(ctx.tx, codes)).map((i) => [i.code, i.name]))),
}
const channel: Axis = {
  title: '渠道',
  names: async () => Object.fromEntries(Object.entries(channels).map(([key, { label }]) => [key, label])),
}
const result: Axis = { title: '结果', names: async () => ({ approved: '准予', refused: '不予' }) }

export const axesOfSubmitted = { organ, division, item, channel }
export const axesOfDecided = { organ, division, item, result }
