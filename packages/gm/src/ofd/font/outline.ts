/** How many points may still be drawn; a glyph for which none are left stays blank. Whoever draws many hands one on from glyph to glyph. */
export type Effort = { left: number }

/** No honest glyph needs more. */
export const mostOfGlyph = 100_000
export const effortOfGlyph = (): Effort => ({ left: mostOfGlyph })

/** A glyph's outline as SVG path data in font units, y upwards. */
export class OutlinePen {
  private readonly parts: string[] = []
  private open = false

  move(x: number, y: number): void {
    this.close()
    this.parts.push(`M${round(x)} ${round(y)}`)
    this.open = true
  }

  line(x: number, y: number): void {
    this.parts.push(`L${round(x)} ${round(y)}`)
  }

  quadratic(cx: number, cy: number, x: number, y: number): void {
    this.parts.push(`Q${round(cx)} ${round(cy)} ${round(x)} ${round(y)}`)
  }

  cubic(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.parts.push(`C${round(ax)} ${round(ay)} ${round(bx)} ${round(by)} ${round(x)} ${round(y)}`)
  }

  close(): void {
    if (this.open) this.parts.push('Z')
    this.open = false
  }

  get data(): string {
    this.close()
    return this.parts.join('')
  }
}

const round = (value: number) => Math.round(value * 100) / 100
