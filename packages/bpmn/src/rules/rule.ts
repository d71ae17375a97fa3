/** A rule of the standard: what it looks at, and the sentence that it says of what breaks it. */
import type { Element } from '../xml/read.ts'
import type { Document } from './document.ts'

export type Rule = {
  id: string
  /** The types of elements that it looks at, those deriving from them included. */
  on: string | readonly string[]
  /** Whether a model that breaks it is valid all the same: what it says is a warning. */
  warns?: true
  /** What is wrong, in a sentence whose subject is the element; undefined where all is well. */
  says(e: Element, doc: Document): string | undefined
}

/** `text` where `wrong`: keeps the tables of rules to one line each. */
export const when = (wrong: boolean, text: string): string | undefined => (wrong ? text : undefined)
