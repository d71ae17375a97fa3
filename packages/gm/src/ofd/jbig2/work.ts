import { Jbig2Fault } from './fault.ts'

/** What may be spent on one page in dots, of which decoding takes some nanoseconds each and keeping takes one bit each: twice the largest picture, and some more. */
const mostWork = 250_000_000

/** A few bytes can ask for any number of dots: whatever is decoded, kept or copied is paid for first. */
export class Work {
  private left: number
  constructor(left = mostWork) {
    this.left = left
  }
  spend(dots: number): void {
    this.left -= dots
    if (!(this.left >= 0)) throw new Jbig2Fault('large')
  }
}
