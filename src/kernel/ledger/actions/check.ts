/** The page that checks what somebody holds of the ledger; the keys go with it, so that it needs nothing more. */
import { refusals } from '#base/refusal.ts'
import type { Action, Ctx, Upload } from '#kernel/module.ts'
import { checkProof } from '../rules/receipt.ts'
import type { CheckedView, CheckView } from '../schema.ts'
import { logKeys } from './tree.ts'

const refuse = refusals({ 'ledger.no-file': [422, '请先选要核对的文件：账本凭证、检查点或者增长证明'] })

/** Whoever checks here believes the keys of this house and of its witnesses. */
export const knownKeys = ({ checkpoints, city }: Pick<Ctx, 'checkpoints' | 'city'>): string[] => [
  ...logKeys(checkpoints),
  ...(city.ledger?.witnesses ?? []).map((w) => w.key),
]

export const checkPage: Action<unknown, CheckView> = async (ctx) => ({ keys: knownKeys(ctx) })

/** The same check here, for a browser without JavaScript. Nothing of the file is kept. */
export const checkSent: Action<{ file?: Upload }, CheckedView> = async (ctx, { file }) => {
  if (!file || file.bytes.length === 0) throw refuse('ledger.no-file')
  const keys = knownKeys(ctx)
  return { keys, name: file.name, report: checkProof(new TextDecoder().decode(file.bytes), keys) }
}
