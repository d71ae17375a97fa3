/** What a room declares of a list that can be taken along as a file. `C` is the context of an action, which this file must not know. */
import type { ZodType } from 'zod'

/** Some rows of a list: `after` is where the page before ended, `unmaskedFor` why names are wanted whole, null where they stay masked. */
export type PageAsked = { after: string | undefined; limit: number; unmaskedFor: string | null; by: string }

/**
 * A list of the desk. It is read by the rights of the one who ordered the file, page by page, in an order that does not change while it is
 * walked. Names are masked as they are on the screen, but for those that whoever ordered may see, where `unmaskedFor` says why; the list
 * leaves a fact for each person whose name it writes out.
 */
// biome-ignore lint/suspicious/noExplicitAny: each list is asked by filters of its own
export type ExportedList<C, Asked = any> = {
  /** the filter, as the list's own page takes it */
  takes: ZodType<Asked>
  /** what the file is called; refuses whoever may not see the list */
  title(ctx: C, asked: Asked): string | Promise<string>
  columns: readonly string[]
  /** `next` is where the next page begins, null behind the last row */
  page(ctx: C, asked: Asked, at: PageAsked): Promise<{ rows: readonly (readonly string[])[]; next: string | null }>
}
