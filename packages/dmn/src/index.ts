export type { CellExplanation, Change, Explanation, InputExplanation, RuleExplanation, Verdict, Way } from './explain/explanation.ts'
export {
  type CompiledExpression,
  type CompiledUnaryTests,
  compileExpression,
  compileUnaryTests,
  type Evaluated,
  type ExpressionOptions,
} from './expression.ts'
export { type ModelFile, parse, parseInPieces } from './model/file.ts'
export { XmlError, type XmlLimits } from './model/xml.ts'
export {
  compile,
  type Decided,
  type ElementInfo,
  type EvaluationOptions,
  type Given,
  type Model,
  type ModelOptions,
  UnknownDecisionError,
} from './model.ts'
export {
  type Extension,
  type Outline,
  type OutlinedCell,
  type OutlinedDecision,
  type OutlinedInput,
  type OutlinedRule,
  type OutlinedTable,
  outlineOf,
} from './outline.ts'
export type { Problem } from './problem.ts'
export { type Budget, BudgetError, defaultBudget, type Reason } from './run/reasons.ts'
export type { ColumnData, Columns, Scanner, ScanOptions, ScanResult } from './scan/columns.ts'
export { ScanError, type ScanInput } from './scan/plan.ts'
export type { TableFinding } from './table/check.ts'
export { DayTimeDuration, parseDuration, YearMonthDuration } from './values/duration.ts'
export { ValueError } from './values/js.ts'
export { FeelDate, FeelDateTime, FeelTime, parseDate, parseDateTime, parseTime } from './values/temporal.ts'
export { any, builtinTypes, listOf, rangeOf, simple, type Type } from './values/type.ts'
export { FeelFunction, FeelRange } from './values/value.ts'
