/**
 * What rooms may ask of work orders. A room declares its kind as a table under `orders` of its manifest (schema/kind.ts) and needs nothing
 * else to have lists, pages, clocks, messages and walls; README.md shows one.
 */
export { checkOrders, type OrdersChecked } from './actions/check.ts'
export { kindOf, kindsIn, seeingIn } from './actions/hold.ts'
export { mergeOrders, type Piece, splitOrder } from './actions/move.ts'
export { openOrder } from './actions/open-order.ts'
export { order, orders, saidOf } from './actions/read.ts'
export { recall, take } from './actions/take.ts'
export type { NewOrder, Order, OrderPlace, OrderSeat } from './schema/order.ts'
export { countOpenAt, listOpened, type Rates, ratesOf } from './store/figures.ts'
export { findBySource, findOrder, listClocks, listSeats } from './store/order.ts'
