/** The checks of the house, run where the drawing is: the file, the standard, the law. */
import { strayBranches } from '../../rules/attributes.ts'
import { type Fault, kindOf, readModel } from '../../rules/compile.ts'
import { explore } from '../../rules/explore.ts'
import type { Finding } from '../../schema/desk.ts'
import type { Subject } from '../../schema/process.ts'

type Ground = { subject: Subject | null; branches: readonly string[] | null }

function faultsOf(xml: string, { subject, branches }: Ground): readonly Fault[] {
  const read = readModel(xml)
  if ('faults' in read) return read.faults
  return [...(subject ? explore(read.model, subject).faults : []), ...(branches ? strayBranches(read.model, branches) : [])]
}

/** Everything that is wrong with a file, as the house would say it on saving. */
export function check(xml: string, ground: Ground): Finding[] {
  return faultsOf(xml, ground).map((f) => ({ ...f, kind: kindOf(f), path: f.path ?? [] }))
}
