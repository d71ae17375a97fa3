/** What a room declares of the places in time that it gives out. */
export type SlotKind = {
  /** what it is called where a person reads it: '窗口预约' */
  title: string
  /** how long a place is kept for somebody who has not confirmed yet, in minutes */
  holdMinutes: number
  /** how long before the beginning one may still move or cancel by oneself, in minutes; 0: until it begins */
  changeMinutes: number
  /** one who has come for a purpose cannot book for it again: an exam, not a visit */
  onceEver?: boolean
}
