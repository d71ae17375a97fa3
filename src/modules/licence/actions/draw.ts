/** Licences that were imported get the file that every other has: drawn from what was taken in, sealed by the organ that took it in. */
import { Refusal } from '#base/refusal.ts'
import { listFacts } from '#kernel/ledger/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { sealDocument } from '#modules/seal/api.ts'
import { setFile } from '../store/licence.ts'
import { sheetOf } from './issue.ts'
import { about, hold } from './keep.ts'
import { draftOf, sealsOn } from './sheet.ts'

/** Draws the file of the version in force where it has none yet; the import is the approval of its seal. A repeat finds it drawn. */
export async function drawn(ctx: Ctx, id: string): Promise<string | null> {
  const { licence, type, face, versions } = await hold(ctx, id)
  const [version] = versions
  if (version!.file !== null) return version!.file
  const fact = (await listFacts(ctx.tx, about(id))).find((f) => f.name === 'licence.imported')
  if (!fact) return null
  const checkUrl = `${ctx.site}/licences/verify/${licence.identifier}`
  const draft = draftOf(await sheetOf(ctx, { licence, type, face }), { id: Buffer.from(ctx.random(16)).toString('hex'), checkUrl })
  const { file, use } = await sealDocument(ctx, {
    seal: { organ: licence.organ, kind: 'official' },
    subject: about(id),
    title: `${licence.typeName} ${licence.no}`,
    approval: { fact: fact.id },
    ofd: draft,
    places: sealsOn(draft),
  })
  await setFile(ctx.tx, { licence: id, version: licence.version, file: file.hash, sealUse: use.id })
  return file.hash
}

/** The same as a job; an organ without a seal is no fault, its licences are looked at again every night. */
export const drawOne: Action<{ id: string }, void> = async (ctx, { id }) => {
  try {
    await ctx.as(ctx.who, async (inner) => void (await drawn(inner, id)))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}
