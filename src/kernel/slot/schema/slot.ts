/** Openings and bookings as rooms ask for them and are answered. Moments of answers are ISO 8601. */

/** Where one goes, and when: `capacity` places from a moment to a moment. `place` names the counter, room or inspector, once at a time in a kind. */
export type NewOpening = { organ: string; division: string; place: string; startsAt: Date; endsAt: Date; capacity: number }

/** `left`: places that can be booked now, 0 where it began or was closed. */
export type OpeningView = {
  id: string
  kind: string
  organ: string
  division: string
  place: string
  startsAt: string
  endsAt: string
  capacity: number
  left: number
  /** why it was closed; null where it is open */
  closed: string | null
}

export type BookingState = 'held' | 'booked' | 'attended' | 'missed' | 'cancelled'
export const bookingWords: Record<BookingState, string> = {
  held: '留位中',
  booked: '已预约',
  attended: '已到',
  missed: '没有来',
  cancelled: '已取消',
}

/** `person` is the party whose place it is, `purpose` what for, as the room names it; `why` says why it was cancelled. */
export type BookingView = {
  id: string
  opening: string
  kind: string
  title: string
  place: string
  startsAt: string
  endsAt: string
  person: string
  purpose: string
  state: BookingState
  /** until when a place that is held waits to be confirmed */
  expiresAt: string | null
  why: string | null
  /** until when the person moves or cancels it by himself; null where he cannot any more */
  changeUntil: string | null
}
