/** Looks at the text of a table: a small one here, a large one in a thread, so that nobody else waits for it. */
import { threadOf } from '#base/thread.ts'
import { type Look, lookAt } from '../rules/look.ts'
import type { Ground } from '../schema/model.ts'

/** In characters: some two hundred rules, which take a tenth of a second at most. */
const small = 40_000

export type LookQuestion = { xml: string; ground: Ground }

const thread = threadOf<LookQuestion, Look>(new URL('./look-thread.ts', import.meta.url))

export const looked = async (xml: string, ground: Ground): Promise<Look> =>
  xml.length <= small ? lookAt(xml, ground) : thread.ask({ xml, ground })
