/**
 * The front door of 预约: places in time that cannot be overbooked, for visits, inspections and exams. A room declares a kind in its manifest
 * (`slots`) and gives openings out; who may do so, and for whom somebody books, is the room's to ask. No hold and no booking ever takes a
 * place that is not there, however many ask at once: the database counts (migrations/130-slot.sql).
 */
export { bookPlace, confirmHold, holdPlace, releaseHold, type Wanted } from './actions/book.ts'
export {
  bookingsIn,
  bookingsOf,
  type Change,
  cancelBooking,
  markAttended,
  markMissed,
  moveBooking,
  openBooking,
} from './actions/change.ts'
export { addOpenings, closeOpening, listOpenings, resizeOpening } from './actions/open.ts'
export { cutDay } from './rules.ts'
export type { SlotKind } from './schema/kind.ts'
export type { BookingView, NewOpening, OpeningView } from './schema/slot.ts'
