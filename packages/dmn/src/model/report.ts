/** The problems of a model, gathered while it is read. */
import type { Place } from '../feel/node.ts'
import type { Reading } from '../feel/read.ts'
import type { Problem } from '../problem.ts'
import type { Element } from './xml.ts'

const maxProblems = 1_000

export class Report {
  readonly problems: Problem[] = []
  /** The element of the model under way. */
  within: string | undefined

  add(severity: Problem['severity'], code: string, says: string, { line, column }: Place, found?: Problem['found']): void {
    if (this.problems.length >= maxProblems) return
    this.problems.push({ severity, code, says, line, column, in: this.within, ...(found ? { found } : {}) })
  }

  /** `shift` is how much was put before the text when it was read. */
  findings({ findings }: Reading, text: Element, shift = 0): void {
    for (const { code, says, offset } of findings) {
      const severity = code === 'syntax' || code === 'unknown-name' ? 'error' : 'warning'
      this.add(severity, code, says, text.placeOf(Math.max(0, offset - shift)))
    }
  }
}
