/**
 * What a reader shows must be what was signed. A signature says nothing of a file that it does not list, and a package may show such
 * a file all the same: an entry file that nobody signed names another document, or a file lies where a looser path finds it first.
 */
import { OfdFault } from '../fault.ts'
import type { Package } from '../package.ts'
import { sameKey } from '../paths.ts'
import { documentsIn } from '../read/document.ts'
import { filesOf } from '../read/resources.ts'

/** Paths of the documents, and of what their pages are drawn from: pages, templates, lists of resources, fonts and pictures. */
async function shownIn(pack: Package): Promise<string[]> {
  const shown: string[] = []
  for (const { path, pages, templates, lists } of await documentsIn(pack))
    shown.push(path, ...pages.map((page) => page.path), ...templates, ...lists, ...(await filesOf(pack, lists)))
  return shown
}

/** An entry that nobody signed whose name ends as a signed one does: a path that was meant from the root may find it first. */
function shadowIn(unsigned: readonly string[], signed: ReadonlySet<string>): string | undefined {
  const keys = new Set([...signed].map(sameKey))
  return unsigned.find((path) => {
    const parts = sameKey(path).split('/')
    return parts.some((_, i) => i > 0 && keys.has(parts.slice(i).join('/')))
  })
}

/** Why a whole file is not to be believed although its signatures hold; null where there is no such reason. */
export async function whyDoubted(pack: Package, signed: ReadonlySet<string>, unsigned: readonly string[]): Promise<string | null> {
  const shadow = shadowIn(unsigned, signed)
  if (shadow !== undefined) return `${shadow} 没有签名，却占着已签名文件的位置，显示的可能不是签名时的内容`
  try {
    const open = (await shownIn(pack)).find((path) => pack.find(path) !== undefined && !signed.has(pack.find(path)!.path))
    return open === undefined ? null : `显示的内容里，${open} 没有签名保护，不能认定`
  } catch (error) {
    if (!(error instanceof OfdFault)) throw error
    // what was signed as it stands is no worse for not being understood here
    return signed.has('OFD.xml') ? null : `签名没有保护入口文件，文档又读不出来：${error.message}`
  }
}
