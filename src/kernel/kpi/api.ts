/** The front door of 指标. */
export { figuresOf, listFigures } from './actions/figures.ts'
export { checkSums, rebuildSums } from './actions/maintain.ts'
export { figureText } from './rules/figure.ts'
export type { Figure } from './schema.ts'
