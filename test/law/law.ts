/** The law of the house: every rule, in the order in which a newcomer should learn them. */
import { cityRules } from './cities.ts'
import { floorRules } from './floors.ts'
import { nameRules } from './names.ts'
import { partRules } from './parts.ts'
import { roomRules } from './rooms.ts'
import type { Rule } from './rule.ts'
import { schemaRules } from './schemas.ts'
import { sizeRules } from './sizes.ts'
import type { Tree } from './tree.ts'

export const law: readonly Rule[] = [...floorRules, ...roomRules, ...partRules, ...schemaRules, ...nameRules, ...sizeRules, ...cityRules]

/** The ids of the rules that a tree breaks. */
export const broken = (tree: Tree): string[] => law.filter((rule) => rule.check(tree).length > 0).map((rule) => rule.id)
