/** All built-in functions of DMN 1.5 (§10.3.4) by their names. */

import { contextFunctions } from './context.ts'
import { conversionFunctions } from './conversion.ts'
import { listFunctions } from './list.ts'
import { numberFunctions } from './number.ts'
import { rangeFunctions } from './range.ts'
import type { Builtin } from './signature.ts'
import { statisticFunctions } from './statistics.ts'
import { stringFunctions } from './string.ts'
import { temporalFunctions } from './temporal.ts'

export const builtins: ReadonlyMap<string, Builtin> = new Map(
  [
    ...conversionFunctions,
    ...stringFunctions,
    ...listFunctions,
    ...statisticFunctions,
    ...numberFunctions,
    ...temporalFunctions,
    ...contextFunctions,
    ...rangeFunctions,
  ].map((each) => [each.name, each]),
)

export const builtinOf = (name: string): Builtin => builtins.get(name)!
