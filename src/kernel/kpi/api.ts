/** The front door of 指标. */
export { figuresOf, listFigures } from './actions/figures.ts'
export { figureText } from './rules/figure.ts'
export type { Figure } from './schema.ts'
export { listRollups, listWrong, rebuild } from './store.ts'
