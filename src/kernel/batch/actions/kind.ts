/** Kinds of batches as the rooms of the house declare them. */
import type { Ctx } from '#kernel/module.ts'
import type { BatchKind } from '../schema/kind.ts'
import type { Batch } from '../store.ts'

export type Kind = BatchKind<Ctx>

export const findKind = ({ rooms }: Pick<Ctx, 'rooms'>, name: string): Kind | undefined =>
  rooms.find((r) => Object.hasOwn(r.batches, name))?.batches[name]

/** The declaration of a kind; that no room declares it is a fault of the program. */
export function kindOf(ctx: Pick<Ctx, 'rooms'>, name: string): Kind {
  const kind = findKind(ctx, name)
  if (!kind) throw new Error(`no room declares batches of ${name}`)
  return kind
}

/** The kinds whose batches the common pages show. */
export const commonKinds = ({ rooms }: Pick<Ctx, 'rooms'>): string[] =>
  rooms.flatMap((r) => Object.keys(r.batches).filter((name) => !r.batches[name]!.ownPages))

export const labelOf = ({ label }: Kind, input: unknown): string => (typeof label === 'string' ? label : label(input))

/** The chain of a batch in the ledger; who ordered it reads it. */
export const factOf = (name: string, { id, by }: Pick<Batch, 'id' | 'by'>, data: Record<string, unknown>) => ({
  name: `batch.${name}`,
  about: `batch:${id}`,
  readers: [`who:${by}`],
  data: { batch: id, ...data },
})
