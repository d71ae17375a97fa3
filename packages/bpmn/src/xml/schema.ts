/** The shape of the table that `schema.gen.ts` holds: XML Schema, as far as BPMN 2.0 uses it. */

/** `min` and `max` stand where they differ from 1; `max` -1 is unbounded. */
type Occurs = { min?: number; max?: number }

export type Particle = (
  | { ref: string }
  | { name: string; type: string }
  | { any: string }
  | { choice: readonly Particle[] }
  | { sequence: readonly Particle[] }
) &
  Occurs

export type Attribute = { name: string; type: string; required?: boolean }

/** `foreign`: attributes of other namespaces are welcome. `content` is what this type adds behind that of its base. */
export type ComplexType = {
  base?: string
  abstract?: boolean
  mixed?: boolean
  foreign?: boolean
  attributes: readonly Attribute[]
  content: readonly Particle[]
}

/** Names are written `space:local`, the spaces being those of `spaces`. */
export type Schema = {
  types: Record<string, ComplexType>
  elements: Record<string, { type: string; head?: string; abstract?: boolean }>
  /** The words that a simple type allows; a word `xsd:…` stands for all values of that type. */
  simple: Record<string, readonly string[]>
}

export const modelSpace = 'http://www.omg.org/spec/BPMN/20100524/MODEL'

/** The short names of the namespaces in the table. */
export const spaces: Readonly<Record<string, string>> = {
  [modelSpace]: 'bpmn',
  'http://www.omg.org/spec/BPMN/20100524/DI': 'bpmndi',
  'http://www.omg.org/spec/DD/20100524/DI': 'di',
  'http://www.omg.org/spec/DD/20100524/DC': 'dc',
}
