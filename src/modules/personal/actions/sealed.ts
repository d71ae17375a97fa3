/** What is asked and answered about somebody's data is his data: sealed in the table, opened for him and for whoever answers. */
import type { Ctx } from '#kernel/module.ts'
import type { Asked, Correction } from '../schema.ts'
import type { CorrectionRow } from '../store/correction.ts'

const context = 'personal.correction'

export const sealed = (ctx: Ctx, said: Asked | string): Buffer => ctx.keys.seal(JSON.stringify(said), context)

const open = (ctx: Ctx, bytes: Buffer): unknown => JSON.parse(ctx.keys.open(bytes, context))

export const opened = (ctx: Ctx, { askedSealed, answerSealed, account: _, party: __, ...row }: CorrectionRow): Correction => ({
  ...row,
  asked: open(ctx, askedSealed) as Asked,
  answer: answerSealed ? String(open(ctx, answerSealed)) : null,
})
