/** The number on a licence's face and its identifier (GB/T 36904), each given once. */
import { nextNumber } from '#base/counter.ts'
import type { Ctx } from '#kernel/module.ts'
import { faceNumber, faceStart } from '../rules/face.ts'
import { makeIdentifier } from '../rules/identifier.ts'
import type { LicenceType } from '../schema/licence.ts'
import { isGiven } from '../store/licence.ts'

type Issuer = { id: string; uscc: string; division: string }
type For = { type: LicenceType; organ: Issuer; year: string }
type Names = { no: string; identifier: string }

/**
 * Whatever is printed before the serial has a counter of its own: numbers that name their year begin anew with it, others run on, because
 * last year's licences are still about; and two organs of one county never print the same.
 */
const counterOf = ({ type, organ, year }: For) => `licence:${type.code}:${faceStart(type.number, { division: organ.division, year })}`

async function draw(ctx: Ctx, asked: For): Promise<Names> {
  const { type, organ, year } = asked
  const serial = await nextNumber(ctx.tx, counterOf(asked))
  return {
    no: faceNumber(type.number, { division: organ.division, year, serial }),
    identifier: makeIdentifier({ type: type.code, issuer: organ.uscc, serial: `${year}${String(serial).padStart(7, '0')}`, version: 1 }),
  }
}

/** The next number and identifier that nobody has: those of old licences that were taken in are passed over. One with a number on paper (`no`) keeps it. */
export async function nextNames(ctx: Ctx, asked: For, no?: string): Promise<Names> {
  for (;;) {
    const names = await draw(ctx, asked)
    const given = { type: asked.type.code, no: no === undefined ? names.no : null, identifier: names.identifier }
    if (!(await isGiven(ctx.tx, given))) return { ...names, no: no ?? names.no }
  }
}
