/** A new revision at the end of a PDF (ISO 32000-1 section 7.5.6): what was there before stays byte for byte. */
import { concat } from '../bytes.ts'
import type { PdfFile } from './file.ts'
import { type Dictionary, dictionary, name, type Reference, reference, type Value, write } from './object.ts'

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0))

export class Revision {
  readonly #file: PdfFile
  readonly #objects = new Map<number, string>()
  #next: number

  constructor(file: PdfFile) {
    this.#file = file
    this.#next = file.size
  }

  add(value: Value): Reference {
    const number = this.#next++
    this.#objects.set(number, write(value))
    return reference(number)
  }

  /** A stream of plain ASCII. */
  addStream({ entries }: Dictionary, content: string): Reference {
    const number = this.#next++
    const head = write(dictionary([...entries, ['Length', content.length]]))
    this.#objects.set(number, `${head}\nstream\n${content}\nendstream`)
    return reference(number)
  }

  replace({ number }: Reference, value: Value): void {
    this.#objects.set(number, write(value))
  }

  /** The whole file with the new revision. */
  close(): Uint8Array {
    const { bytes } = this.#file
    const places = new Map<number, number>()
    let text = bytes.at(-1) === 10 ? '' : '\n'
    for (const [number, body] of this.#objects) {
      places.set(number, bytes.length + text.length)
      text += `${number} 0 obj\n${body}\nendobj\n`
    }
    const start = bytes.length + text.length
    text += this.#file.isStreamed ? this.#streamed(places, start) : this.#table(places)
    text += `startxref\n${start}\n%%EOF\n`
    return concat(bytes, bytesOf(text))
  }

  #trailer(size: number): Dictionary {
    const kept = ['Root', 'Info', 'ID'].flatMap((key) => {
      const value = this.#file.trailer.entries.get(key)
      return value === undefined ? [] : [[key, value] as const]
    })
    return dictionary([['Size', size], ['Prev', this.#file.start], ...kept])
  }

  #table(places: ReadonlyMap<number, number>): string {
    const rows = [...places].sort(([a], [b]) => a - b).map(([number, at]) => `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`)
    return `xref\n${rows.join('')}trailer\n${write(this.#trailer(this.#next))}\n`
  }

  /** Files whose table is a stream go on with streams (section 7.5.8.4). */
  #streamed(places: Map<number, number>, start: number): string {
    const own = this.#next
    const all = [...places, [own, start] as const].sort(([a], [b]) => a - b)
    const rows = all.map(([, at]) => `01${at.toString(16).padStart(8, '0')}0000`).join('')
    const { entries } = this.#trailer(own + 1)
    entries.set('Type', name('XRef'))
    entries.set('W', [1, 4, 2])
    entries.set(
      'Index',
      all.flatMap(([number]) => [number, 1]),
    )
    // Rows in hex keep the revision plain ASCII.
    entries.set('Filter', name('ASCIIHexDecode'))
    entries.set('Length', rows.length + 1)
    return `${own} 0 obj\n${write({ kind: 'dictionary', entries })}\nstream\n${rows}>\nendstream\nendobj\n`
  }
}
