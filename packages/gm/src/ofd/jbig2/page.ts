/** The page that regions are laid on (T.88 7.4.8 to 7.4.10, 8.2). */
import { type Bitmap, combine, newBitmap, type Operator } from './bitmap.ts'
import { broken, unsupported } from './fault.ts'
import type { Reader } from './reader.ts'
import type { Work } from './work.ts'

const unknownHeight = 0xffffffff

/** Where a region lies on the page, and how (7.4.1). */
export type Region = { width: number; height: number; x: number; y: number; operator: Operator }

export function readRegion(reader: Reader): Region {
  const [width, height, x, y, flags] = [reader.u32(), reader.u32(), reader.u32(), reader.u32(), reader.u8()]
  if (flags & 8) throw unsupported('彩色')
  const operator = flags & 7
  if (operator > 4) throw broken()
  return { width, height, x, y, operator: operator as Operator }
}

export class Page {
  private readonly work: Work
  private readonly dark: number
  /** Where it is not known, `bitmap` holds rows to spare, and `height` counts those that are known to be there. */
  private readonly isOpen: boolean
  private height: number
  private bitmap: Bitmap
  isBlank = true

  constructor(reader: Reader, work: Work) {
    const [width, height] = [reader.u32(), reader.u32()]
    reader.take(8)
    this.work = work
    this.dark = (reader.u8() >> 2) & 1
    reader.u16()
    this.isOpen = height === unknownHeight
    this.height = this.isOpen ? 0 : height
    this.bitmap = newBitmap(width, this.height, work, this.dark)
  }

  /** Rows that are spare are added by doubling, so that many small stripes cost no more than one large. */
  private reach(height: number): void {
    if (!this.isOpen || height <= this.height) return
    if (height > this.bitmap.height) {
      const larger = newBitmap(this.bitmap.width, Math.max(height, this.bitmap.height * 2), this.work, this.dark)
      larger.bits.set(this.bitmap.bits)
      this.bitmap = larger
    }
    this.height = height
  }

  /** 7.4.10: the last row of a stripe. */
  endStripe(reader: Reader): void {
    this.reach(reader.u32() + 1)
  }

  lay(bitmap: Bitmap, { x, y, operator }: Region): void {
    this.isBlank = false
    this.reach(y + bitmap.height)
    combine(this.bitmap, bitmap, x, y, operator, this.work)
  }

  /** What lies on the page in a region, to be refined there (7.4.7.5). */
  cut({ width, height, x, y }: Region): Bitmap {
    const part = newBitmap(width, height, this.work)
    combine(part, this.bitmap, -x, -y, 4, this.work)
    return part
  }

  finished(): Bitmap {
    if (this.bitmap.width === 0 || this.height === 0) throw broken()
    const { width, stride, bits } = this.bitmap
    return { width, height: this.height, stride, bits: bits.subarray(0, stride * this.height) }
  }
}
