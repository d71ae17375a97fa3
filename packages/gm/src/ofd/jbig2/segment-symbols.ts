/** A symbol dictionary as it stands in a file (T.88 7.4.2). */
import { broken } from './fault.ts'
import { type Adaptive, genericContexts } from './generic.ts'
import { type Deed, type Job, readAdaptive, referred, symbolsOf, tableChooser } from './job.ts'
import { type Dictionary, decodeDictionary, type Kept, newRefinement } from './symbols.ts'

/** 7.4.2.1.6. */
function tablesOf(job: Job, flags: number): Dictionary['tables'] {
  const choose = tableChooser(job)
  return {
    height: choose((flags >> 2) & 3, [4, 5], 3),
    width: choose((flags >> 4) & 3, [2, 3], 3),
    size: choose((flags >> 6) & 1, [1], 1),
    instances: choose((flags >> 7) & 1, [1], 1),
  }
}

const same = (a: readonly Adaptive[], b: readonly Adaptive[]): boolean => String(a) === String(b)

/** Contexts that the last dictionary referred to left; its templates have to be the same (7.4.2.2 3). */
function takeOver(job: Job, fresh: Kept): Kept {
  const before = referred(job, 'symbols').at(-1)?.kept
  if (!before) throw broken()
  const [own, other] = [fresh.refinement.refining, before.refinement.refining]
  const fits = before.template === fresh.template && same(before.adaptive, fresh.adaptive)
  if (!fits || own.template !== other.template || !same(own.adaptive, other.adaptive)) throw broken()
  return copyOf(before)
}

const copyOf = ({ generic, refinement, ...rest }: Kept): Kept => ({
  ...rest,
  generic: generic.slice(),
  refinement: { ...refinement, contexts: refinement.contexts.slice() },
})

const contextBytes = 1 << 17

export const symbolDictionary: Deed = (job) => {
  const { segment, reader, made, work } = job
  const flags = reader.u16()
  const [isHuffman, aggregates] = [(flags & 1) !== 0, (flags & 2) !== 0]
  const [template, refinementTemplate] = [(flags >> 10) & 3, (flags >> 12) & 1]
  const tables = isHuffman ? tablesOf(job, flags) : undefined
  const adaptive = isHuffman ? [] : readAdaptive(reader, template)
  const refinement = newRefinement(
    refinementTemplate,
    aggregates && refinementTemplate === 0 ? readAdaptive(reader, 'refinement') : undefined,
  )
  work.spend(contextBytes)
  const fresh: Kept = { template, adaptive, generic: genericContexts(template), refinement }
  const contexts = flags & 0x100 ? takeOver(job, fresh) : fresh
  const [exported, added] = [reader.u32(), reader.u32()]
  const symbols = decodeDictionary(reader, { ...contexts, isHuffman, aggregates, tables, exported, added }, symbolsOf(job), work)
  made.set(segment.number, { kind: 'symbols', symbols, kept: flags & 0x200 ? contexts : undefined })
}
