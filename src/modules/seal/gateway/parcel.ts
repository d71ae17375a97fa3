/** How files go to the thread of the press: fonts by their paths, and what comes again (seals, forms) once, then by its number. */
import { pathOfFont } from '@haoban/gm/node'
import type { Draft, DraftFont, DraftTemplate } from '@haoban/gm/ofd'

type SentTemplate = Omit<DraftTemplate, 'items'> & { items: DraftTemplate['items'] | number }
export type SentDraft = Omit<Draft, 'fonts' | 'templates'> & {
  fonts: Record<string, Omit<DraftFont, 'file'> & { path: string }>
  templates: Record<string, SentTemplate>
}

/** So many things lie on the thread's shelf before it is cleared: a city has some hundred seals and forms in use. */
const thingsAtMost = 500

const each = <A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))

export class Parcel {
  #numbers = new Map<object, number>()
  #fresh: [number, unknown][] = []
  #emptied = false
  #last = 0

  /** The number of a thing, which goes over with the next message where the thread has not got it. */
  thing(value: object): number {
    const known = this.#numbers.get(value)
    if (known !== undefined) return known
    const number = ++this.#last
    this.#numbers.set(value, number)
    this.#fresh.push([number, value])
    return number
  }

  /** A font that lies on no disk, or an attachment that is a stream, cannot go over: a fault. */
  document(document: Uint8Array | Draft): Uint8Array | SentDraft {
    if (document instanceof Uint8Array) return document
    if (document.attachments?.some(({ content }) => typeof content === 'function')) throw new Error('an attachment is a stream')
    const fonts = each(document.fonts, ({ file, ...font }) => {
      const path = pathOfFont(file)
      if (path === undefined) throw new Error(`the font ${font.name} lies on no disk`)
      return { ...font, path }
    })
    const templates = each(document.templates ?? {}, (t): SentTemplate => ({ ...t, items: t.again ? this.thing(t.items) : t.items }))
    return { ...document, fonts, templates }
  }

  /** What goes over with a message. Once there are too many things, the thread forgets them after it. */
  take(): { shelf: [number, unknown][]; emptied: boolean } {
    const [shelf, emptied] = [this.#fresh, this.#emptied]
    this.#fresh = []
    this.#emptied = this.#numbers.size >= thingsAtMost
    if (this.#emptied) this.#numbers.clear()
    return { shelf, emptied }
  }
}

/** The thread's side: a draft with its fonts and forms. */
export function unpacked(
  { fonts, templates, ...draft }: SentDraft,
  fontAt: (path: string) => DraftFont['file'],
  thing: (number: number) => unknown,
): Draft {
  return {
    ...draft,
    fonts: each(fonts, ({ path, ...font }) => ({ ...font, file: fontAt(path) })),
    templates: each(templates, ({ items, ...t }) => ({
      ...t,
      items: (typeof items === 'number' ? thing(items) : items) as DraftTemplate['items'],
    })),
  }
}
