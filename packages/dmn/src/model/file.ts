/** A file read into its elements, before it is compiled or shown: both can share it. */
import { type Definitions, readDefinitions } from './definitions.ts'
import { defaultXmlLimits, readXml, readXmlInPieces, type XmlLimits } from './xml.ts'

export class ModelFile {
  /** @internal */
  readonly definitions: Definitions

  /** @internal */
  constructor(definitions: Definitions) {
    this.definitions = definitions
  }
}

const whole = { extensions: true }

/** Reads a file for `compile` and `outlineOf`. Throws an `XmlError` for what is no DMN file. */
export const parse = (xml: string, limits: Partial<XmlLimits> = {}): ModelFile =>
  new ModelFile(readDefinitions(readXml(xml, { ...defaultXmlLimits, ...limits }, whole)))

/** The same for large files in front of many: every few milliseconds whatever else waits gets its turn. */
export async function parseInPieces(xml: string, limits: Partial<XmlLimits> = {}): Promise<ModelFile> {
  const pause = () => new Promise<void>((resolve) => setTimeout(resolve))
  return new ModelFile(readDefinitions(await readXmlInPieces(xml, pause, { ...defaultXmlLimits, ...limits }, whole)))
}

/** What stands in a text or a file; of a text only what evaluation needs, unless `extensions` are asked for. */
export const definitionsIn = (source: string | ModelFile, limits: Partial<XmlLimits> | undefined, extensions: boolean): Definitions =>
  typeof source === 'string' ? readDefinitions(readXml(source, { ...defaultXmlLimits, ...limits }, { extensions })) : source.definitions
