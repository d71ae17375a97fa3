/** Systems of the city that have their papers sealed: with the key of the ledger, for the organ that owns them, approved by a person. */
import { asSystem } from '#base/as-system.ts'
import { sm3 } from '#base/digest.ts'
import type { Ctx } from '#kernel/module.ts'
import { askOutside, collectOutside, type OutsideAnswer } from '#modules/seal/api.ts'
import type { SealCall, SealCallAnswer, SealResult } from '../schema/seal-call.ts'
import type { System } from '../schema/system.ts'
import { addCall, findByKey } from '../store/system.ts'
import { refuseKey } from './system.ts'

async function callerOf(ctx: Ctx, key: string): Promise<System> {
  const caller = await asSystem(ctx.tx, () => findByKey(ctx.tx, sm3(key)))
  if (!caller) throw refuseKey()
  return caller
}

const note = (ctx: Ctx, system: string, test: boolean, outcome: string) =>
  asSystem(ctx.tx, () => addCall(ctx.tx, { id: ctx.id(), system, service: 'seal', test, outcome, at: ctx.now }))

const answerOf = ({ state, opinion, sealed }: OutsideAnswer): SealCallAnswer => ({
  test: false,
  state,
  ...(opinion ? { opinion } : {}),
  ...(sealed ? { use: sealed.use, digest: sealed.hash, file: Buffer.from(sealed.file).toString('base64') } : {}),
})

/** Hands a file in to be sealed. A test call proves the line; nothing of it is kept and nobody is asked. */
export async function askSeal(ctx: Ctx, { key, test, file, ...asked }: SealCall): Promise<SealCallAnswer> {
  const caller = await callerOf(ctx, key)
  if (test) {
    await note(ctx, caller.code, true, '测试调用，接通')
    return { test, state: 'waiting' }
  }
  return answerOf(await askOutside(ctx, caller, { ...asked, file: new Uint8Array(Buffer.from(file, 'base64')) }))
}

/** How a file stands, and the sealed file once a person approved it. The first sealed file shows that the system is live. */
export async function fetchSealed(ctx: Ctx, { key, ref }: SealResult): Promise<SealCallAnswer> {
  const caller = await callerOf(ctx, key)
  const answer = await collectOutside(ctx, caller, ref)
  if (answer.sealed?.now) await note(ctx, caller.code, false, `盖章一份，用印记录 ${answer.sealed.use}`)
  return answerOf(answer)
}
