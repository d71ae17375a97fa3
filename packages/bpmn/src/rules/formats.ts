/** Formats of texts and scripts (BPMN 2.0, 8.3.1, 10.3.3 and 7.3.4): each is a media type. */
import type { Rule } from './rule.ts'

const attributes: Readonly<Record<string, string>> = {
  'bpmn:tDocumentation': 'textFormat',
  'bpmn:tTextAnnotation': 'textFormat',
  'bpmn:tScriptTask': 'scriptFormat',
  'bpmn:tGlobalScriptTask': 'scriptLanguage',
}

const name = '[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}'
const token = "[A-Za-z0-9!#$%&'*+.^_`|~-]+"
/** A type and a subtype (RFC 6838, 4.2), and parameters (RFC 2045, 5.1). */
const mediaType = new RegExp(`^${name}/${name}(\\s*;\\s*${token}=(${token}|"([^"\\\\]|\\\\.)*"))*$`)

export const formatRules: readonly Rule[] = Object.entries(attributes).map(([on, attribute]) => ({
  id: 'FORMAT.MIME',
  on,
  says: (e) => {
    const value = e.attributes[attribute]
    return value === undefined || mediaType.test(value.trim())
      ? undefined
      : `has the ${attribute} "${value}", which is no MIME type such as text/plain.`
  },
}))
