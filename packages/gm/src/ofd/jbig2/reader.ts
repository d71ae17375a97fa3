import { broken } from './fault.ts'

/** Bytes and bits from the front; whoever reads past the end gets a fault. */
export class Reader {
  readonly bytes: Uint8Array
  at: number
  /** Bits of the byte before `at` that are still to be read. */
  private pending = 0
  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.at = at
  }
  get left(): number {
    return this.bytes.length - this.at
  }
  u8(): number {
    if (this.at >= this.bytes.length) throw broken()
    return this.bytes[this.at++]!
  }
  u16(): number {
    return (this.u8() << 8) | this.u8()
  }
  u32(): number {
    return this.u16() * 0x10000 + this.u16()
  }
  i8(): number {
    return (this.u8() << 24) >> 24
  }
  i32(): number {
    return this.u32() | 0
  }
  take(length: number): Uint8Array {
    if (length > this.left) throw broken()
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }
  rest(): Uint8Array {
    return this.take(this.left)
  }
  part(length: number): Reader {
    return new Reader(this.take(length))
  }
  bit(): number {
    if (this.pending === 0) {
      this.u8()
      this.pending = 8
    }
    this.pending--
    return (this.bytes[this.at - 1]! >> this.pending) & 1
  }
  /** Up to 32 bits as a number without a sign. */
  bits(count: number): number {
    let value = 0
    for (let i = 0; i < count; i++) value = value * 2 + this.bit()
    return value
  }
  /** The bits that come, without reading them; `undefined` where so many do not come. */
  peek(count: number): number | undefined {
    const { at, pending } = this
    if (this.left * 8 + pending < count) return undefined
    const value = this.bits(count)
    this.at = at
    this.pending = pending
    return value
  }
  align(): void {
    this.pending = 0
  }
}
