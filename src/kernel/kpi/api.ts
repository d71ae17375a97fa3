/** The front door of 指标. */
export { figuresOf, listFigures } from './actions.ts'
export { figureText } from './rules/figure.ts'
export type { Figure } from './schema.ts'
