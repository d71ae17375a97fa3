/** The checks of the house, run where the drawing is: the file, the standard, the law. */
import { kindOf, readModel } from '../../rules/compile.ts'
import { explore } from '../../rules/explore.ts'
import type { Finding } from '../../schema/desk.ts'
import type { Subject } from '../../schema/process.ts'

/** Everything that is wrong with a file, as the house would say it on saving. */
export function check(xml: string, subject: Subject | null): Finding[] {
  const read = readModel(xml)
  const faults = 'faults' in read ? read.faults : subject ? explore(read.model, subject).faults : []
  return faults.map((f) => ({ ...f, kind: kindOf(f), path: f.path ?? [] }))
}
