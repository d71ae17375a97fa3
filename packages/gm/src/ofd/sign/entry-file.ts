/** OFD.xml gets its pointer to the list of signatures; all else in it stays as it is. */
import { fault } from '../fault.ts'
import { parseXml } from '../xml/parse.ts'
import { children, childText } from '../xml/values.ts'

const name = 'OFD.xml'

/** `location` goes into the `DocBody` at `index`, last as the schema has it. */
export function withSignatureList(bytes: Uint8Array, location: string, index: number): Uint8Array {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  const closing = [...text.matchAll(/<\/((?:[\w.-]+:)?)DocBody\s*>/g)][index]
  if (!closing) throw fault('ofd.shape', { name, what: 'DocBody' })
  const inserted = `<${closing[1]}Signatures>${location}</${closing[1]}Signatures>`
  const changed = new TextEncoder().encode(text.slice(0, closing.index) + inserted + text.slice(closing.index))
  // What looks like the end of an element may stand in a comment: what was written is read again.
  if (childText(children(parseXml(changed, name), 'DocBody')[index], 'Signatures') !== location)
    throw fault('sign.wrong', { why: `${name} 写法特殊` })
  return changed
}
