/** The seam for expression languages: the machine knows only compiled functions. */
import type { Data } from './model.ts'

/** Pure: the same scope gives the same value. May throw; the machine then reports an incident. */
export type Evaluate = (scope: Data) => unknown

export type Expressions = {
  /**
   * The function of a text. `language` is the address that the model names, undefined where it names none.
   * Throws an Error whose message says what is wrong with the text, or that the language is not known.
   */
  compile(text: string, language: string | undefined): Evaluate
}
