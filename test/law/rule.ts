import type { Tree } from './tree.ts'

/** One place where the code breaks a rule, and what stands there. */
export type Violation = { path: string; line?: number; says: string }

/** One rule of the house: its sentence is what a newcomer reads when it fails. */
export type Rule = { id: string; sentence: string; check(tree: Tree): Violation[] }

export const print = (v: Violation): string => `${v.path}${v.line === undefined ? '' : `:${v.line}`} ${v.says}`
