/** What other rooms may ask of work orders. */
export { openOrder } from './actions/open-order.ts'
export { answerOf } from './actions/read.ts'
export type { NewOrder, Order } from './schema.ts'
export { findBySource, findOrder, listOpened, type Rates, ratesOf } from './store.ts'
