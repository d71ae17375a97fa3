/** The city's limits as the clocks of an order take them. */
import type { Limit } from '#kernel/clock/schema.ts'
import type { Ctx } from '#kernel/module.ts'
import { getLimits } from './store.ts'

const days = (amount: number): Limit => ({ amount, unit: 'workday', basis: '整改期限（rectification.yaml）' })

/** Where an order says nothing of its limits; other cities: 德州 5, 遂宁 15. */
export const usualLimits = { contact: days(1), answer: { simple: days(5), complex: days(15) } }

/** The limits of this city, which an order keeps from its opening on. */
export async function limitsOf(ctx: Ctx) {
  const { contact, simple, complex } = await getLimits(ctx.tx)
  return { contact: days(contact), answer: { simple: days(simple), complex: days(complex) } }
}
