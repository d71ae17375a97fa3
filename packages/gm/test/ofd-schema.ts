/**
 * The schema of GB/T 33190-2016 (annex A) as a table, and an XML reader of its own: written from the standard for tests,
 * sharing nothing with the library.
 */

export type Node = { name: string; prefix: string; attributes: Record<string, string>; children: Node[]; text: string }

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const decode = (text: string) =>
  text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (_, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? fail(`unknown entity ${name}`)
    return String.fromCodePoint(name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)))
  })

function fail(why: string): never {
  throw new Error(why)
}

const token =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w.-]+:)?([\w.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/g

function attributesOf(source: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [, name, , value] of source.matchAll(/([\w:.-]+)\s*=\s*(["'])([\s\S]*?)\2/g)) {
    if (name! in found) fail(`attribute ${name} twice`)
    found[name!] = decode(value!)
  }
  return found
}

type Token = { cdata?: string; closing?: string; prefix?: string; name?: string; attributes?: string; empty?: string; plain?: string }

/** What one token does to the elements that are open. */
function take(open: Node[], { cdata, closing, prefix = '', name, attributes = '', empty, plain }: Token): void {
  const current = open.at(-1) ?? fail('more closed than opened')
  if (cdata !== undefined || plain !== undefined) {
    current.text += cdata ?? decode(plain!)
    return
  }
  if (closing) {
    if (open.pop()!.name !== name) fail(`</${name}> closes nothing`)
    return
  }
  if (name === undefined) return
  const node: Node = { name, prefix: prefix.replace(':', ''), attributes: attributesOf(attributes), children: [], text: '' }
  current.children.push(node)
  if (!empty) open.push(node)
}

/** The root of a well-formed file; everything else throws. */
export function readXml(source: string): Node {
  const top: Node = { name: '', prefix: '', attributes: {}, children: [], text: '' }
  const open = [top]
  let at = 0
  for (const match of source.matchAll(token)) {
    if (match.index !== at) fail(`not XML at ${at}: ${source.slice(at, at + 40)}`)
    at += match[0].length
    const [, cdata, closing, prefix, name, attributes, empty, plain] = match
    take(open, { cdata, closing, prefix, name, attributes, empty, plain })
  }
  if (at !== source.length || open.length !== 1 || top.children.length !== 1) fail('not one whole element')
  return top.children[0]!
}

const number = '[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?'
/** Basic types of table 1 to 3, and the simple types of XML Schema that the standard uses. */
const types = {
  id: /^[1-9]\d*$/,
  ref: /^[1-9]\d*$/,
  loc: /^[^\\:*?"<>|]+$/,
  box: new RegExp(`^${number}( ${number}){3}$`),
  position: new RegExp(`^${number} ${number}$`),
  array: /^\S+( \S+)*$/,
  double: new RegExp(`^${number}$`),
  int: /^-?\d+$/,
  boolean: /^(true|false)$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  dateTime: /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}.*)?$/,
  string: /^[\s\S]*$/,
  name: /^[\p{L}_][\p{L}\d_.-]*$/u,
  hex32: /^[0-9a-f]{32}$/i,
  base64: /^[A-Za-z0-9+/]+={0,2}$/,
} as const
type Type = keyof typeof types | readonly string[]

/** How often a child may stand, in the order of the schema. */
type Children = readonly (readonly [name: string, often: '1' | '?' | '*' | '+', type?: string])[]
type Rule = {
  required?: Record<string, Type>
  optional?: Record<string, Type>
  children?: Children
  /** Children in any order, any number. */
  choice?: readonly string[]
  text?: Type
}

const unit = {
  required: { ID: 'id', Boundary: 'box' },
  optional: {
    Name: 'string',
    Visible: 'boolean',
    CTM: 'array',
    DrawParam: 'ref',
    LineWidth: 'double',
    Cap: ['Butt', 'Round', 'Square'],
    Join: ['Miter', 'Round', 'Bevel'],
    MiterLimit: 'double',
    DashOffset: 'double',
    DashPattern: 'array',
    Alpha: 'int',
  },
} as const satisfies Rule
const drawable = ['TextObject', 'PathObject', 'ImageObject', 'CompositeObject', 'PageBlock'] as const
const flag: Rule = { text: 'boolean' }
const location: Rule = { text: 'loc' }
const words: Rule = { text: 'string' }

/** By `Parent/Name` where a name means two things, by name elsewhere. */
export const rules: Record<string, Rule> = {
  OFD: { required: { Version: ['1.0', '1.1', '1.2'], DocType: ['OFD', 'OFD-A'] }, children: [['DocBody', '+']] },
  DocBody: {
    children: [
      ['DocInfo', '1'],
      ['DocRoot', '?'],
      ['Versions', '?'],
      ['Signatures', '?'],
    ],
  },
  DocInfo: {
    children: [
      ['DocID', '1'],
      ['Title', '?'],
      ['Author', '?'],
      ['Subject', '?'],
      ['Abstract', '?'],
      ['CreationDate', '?'],
      ['ModDate', '?'],
      ['DocUsage', '?'],
      ['Cover', '?'],
      ['Keywords', '?'],
      ['Creator', '?'],
      ['CreatorVersion', '?'],
      ['CustomDatas', '?'],
    ],
  },
  DocID: { text: 'hex32' },
  Title: words,
  Author: words,
  Subject: words,
  Abstract: words,
  CreationDate: { text: 'date' },
  ModDate: { text: 'date' },
  Creator: words,
  CreatorVersion: words,
  Keywords: { children: [['Keyword', '+']] },
  Keyword: words,
  CustomDatas: { children: [['CustomData', '+']] },
  CustomData: { required: { Name: 'string' }, text: 'string' },
  DocRoot: location,
  'DocBody/Signatures': location,
  Document: {
    children: [
      ['CommonData', '1'],
      ['Pages', '1'],
      ['Outlines', '?'],
      ['Permissions', '?'],
      ['Actions', '?'],
      ['VPreferences', '?'],
      ['Bookmarks', '?'],
      ['Annotations', '?'],
      ['CustomTags', '?'],
      ['Attachments', '?'],
      ['Extensions', '?'],
    ],
  },
  CommonData: {
    children: [
      ['MaxUnitID', '1'],
      ['PageArea', '1'],
      ['PublicRes', '*'],
      ['DocumentRes', '*'],
      ['TemplatePage', '*'],
      ['DefaultCS', '?'],
    ],
  },
  MaxUnitID: { text: 'id' },
  PageArea: {
    children: [
      ['PhysicalBox', '1'],
      ['ApplicationBox', '?'],
      ['ContentBox', '?'],
      ['BleedBox', '?'],
    ],
  },
  Area: {
    children: [
      ['PhysicalBox', '1'],
      ['ApplicationBox', '?'],
      ['ContentBox', '?'],
      ['BleedBox', '?'],
    ],
  },
  PhysicalBox: { text: 'box' },
  PublicRes: location,
  DocumentRes: location,
  TemplatePage: { required: { ID: 'id', BaseLoc: 'loc' }, optional: { Name: 'string', ZOrder: ['Background', 'Foreground'] } },
  Pages: { children: [['Page', '+']] },
  'Pages/Page': { required: { ID: 'id', BaseLoc: 'loc' } },
  Outlines: { children: [['OutlineElem', '+']] },
  OutlineElem: {
    required: { Title: 'string' },
    optional: { Count: 'int', Expanded: 'boolean' },
    children: [
      ['Actions', '?'],
      ['OutlineElem', '*'],
    ],
  },
  Actions: { children: [['Action', '+']] },
  Action: { required: { Event: ['DO', 'PO', 'CLICK'] }, choice: ['Region', 'Goto', 'URI', 'GotoA', 'Sound', 'Movie'] },
  Goto: { choice: ['Dest', 'Bookmark'] },
  Dest: {
    required: { Type: ['XYZ', 'Fit', 'FitH', 'FitV', 'FitR'], PageID: 'ref' },
    optional: { Left: 'double', Top: 'double', Right: 'double', Bottom: 'double', Zoom: 'double' },
  },
  Permissions: {
    children: [
      ['Edit', '?'],
      ['Annot', '?'],
      ['Export', '?'],
      ['Signature', '?'],
      ['Watermark', '?'],
      ['PrintScreen', '?'],
      ['Print', '?'],
      ['ValidPeriod', '?'],
    ],
  },
  Edit: flag,
  Annot: flag,
  Export: flag,
  'Permissions/Signature': flag,
  Print: { required: { Printable: 'boolean' }, optional: { Copies: 'int' } },
  Bookmarks: { children: [['Bookmark', '+']] },
  Bookmark: { required: { Name: 'string' }, children: [['Dest', '1']] },
  'Document/Annotations': location,
  'Document/CustomTags': location,
  'Document/Attachments': location,
  Page: {
    children: [
      ['Template', '*'],
      ['PageRes', '*'],
      ['Area', '?'],
      ['Content', '?'],
      ['Actions', '?'],
    ],
  },
  Template: { required: { TemplateID: 'ref' }, optional: { ZOrder: ['Background', 'Foreground'] } },
  Content: { children: [['Layer', '+']] },
  Layer: { required: { ID: 'id' }, optional: { Type: ['Body', 'Foreground', 'Background'], DrawParam: 'ref' }, choice: drawable },
  TextObject: {
    required: { ...unit.required, Font: 'ref', Size: 'double' },
    optional: {
      ...unit.optional,
      Stroke: 'boolean',
      Fill: 'boolean',
      HScale: 'double',
      ReadDirection: ['0', '90', '180', '270'],
      CharDirection: ['0', '90', '180', '270'],
      Weight: 'int',
      Italic: 'boolean',
    },
    children: [
      ['FillColor', '?'],
      ['StrokeColor', '?'],
      ['CGTransform', '*'],
      ['TextCode', '+'],
    ],
  },
  TextCode: { optional: { X: 'double', Y: 'double', DeltaX: 'array', DeltaY: 'array' }, text: 'string' },
  PathObject: {
    required: unit.required,
    optional: { ...unit.optional, Stroke: 'boolean', Fill: 'boolean', Rule: ['NonZero', 'Even-Odd'] },
    children: [
      ['StrokeColor', '?'],
      ['FillColor', '?'],
      ['AbbreviatedData', '1'],
    ],
  },
  AbbreviatedData: { text: 'string' },
  ImageObject: { required: { ...unit.required, ResourceID: 'ref' }, optional: { ...unit.optional, Substitution: 'ref', ImageMask: 'ref' } },
  FillColor: { optional: { Value: 'array', Index: 'int', ColorSpace: 'ref', Alpha: 'int' } },
  StrokeColor: { optional: { Value: 'array', Index: 'int', ColorSpace: 'ref', Alpha: 'int' } },
  Res: { required: { BaseLoc: 'loc' }, choice: ['ColorSpaces', 'DrawParams', 'Fonts', 'MultiMedias', 'CompositeGraphicUnits'] },
  Fonts: { children: [['Font', '+']] },
  Font: {
    required: { ID: 'id', FontName: 'string' },
    optional: {
      FamilyName: 'string',
      Charset: ['symbol', 'prc', 'big5', 'shift-jis', 'wansung', 'johab', 'unicode'],
      Italic: 'boolean',
      Bold: 'boolean',
      Serif: 'boolean',
      FixedWidth: 'boolean',
    },
    children: [['FontFile', '?']],
  },
  FontFile: location,
  MultiMedias: { children: [['MultiMedia', '+']] },
  MultiMedia: { required: { ID: 'id', Type: ['Image', 'Audio', 'Video'] }, optional: { Format: 'string' }, children: [['MediaFile', '1']] },
  MediaFile: location,
  Annotations: { children: [['Page', '*']] },
  'Annotations/Page': { required: { PageID: 'ref' }, children: [['FileLoc', '1']] },
  FileLoc: location,
  PageAnnot: { children: [['Annot', '+']] },
  'PageAnnot/Annot': {
    required: { ID: 'id', Type: ['Link', 'Path', 'Highlight', 'Stamp', 'Watermark'], Creator: 'string', LastModDate: 'date' },
    optional: { Visible: 'boolean', Subtype: 'string', Print: 'boolean', NoZoom: 'boolean', NoRotate: 'boolean', ReadOnly: 'boolean' },
    children: [
      ['Remark', '?'],
      ['Parameters', '?'],
      ['Appearance', '1'],
    ],
  },
  Remark: words,
  Parameters: { children: [['Parameter', '+']] },
  Parameter: { required: { Name: 'string' }, text: 'string' },
  Appearance: { required: { Boundary: 'box' }, choice: drawable },
  CustomTags: { children: [['CustomTag', '*']] },
  CustomTag: {
    required: { NameSpace: 'string' },
    children: [
      ['SchemaLoc', '?'],
      ['FileLoc', '1'],
    ],
  },
  SchemaLoc: location,
  Attachments: { children: [['Attachment', '*']] },
  Attachment: {
    required: { ID: 'name', Name: 'string' },
    optional: { Format: 'string', CreationDate: 'dateTime', ModDate: 'dateTime', Size: 'double', Visible: 'boolean', Usage: 'string' },
    children: [['FileLoc', '1']],
  },
  Signatures: {
    children: [
      ['MaxSignId', '?'],
      ['Signature', '*'],
    ],
  },
  MaxSignId: { text: 'id' },
  'Signatures/Signature': { required: { ID: 'name', Type: ['Seal', 'Sign'], BaseLoc: 'loc' } },
  Signature: {
    children: [
      ['SignedInfo', '1'],
      ['SignedValue', '1'],
    ],
  },
  SignedInfo: {
    children: [
      ['Provider', '1'],
      ['SignatureMethod', '?'],
      ['SignatureDateTime', '?'],
      ['Parameters', '?'],
      ['References', '1'],
      ['StampAnnot', '*'],
      ['Seal', '?'],
    ],
  },
  Provider: { required: { ProviderName: 'string' }, optional: { Version: 'string', Company: 'string' } },
  SignatureMethod: words,
  SignatureDateTime: words,
  References: { optional: { CheckMethod: ['MD5', 'SHA1', 'SM3', '1.2.156.10197.1.401'] }, children: [['Reference', '+']] },
  Reference: { required: { FileRef: 'loc' }, children: [['CheckValue', '1']] },
  CheckValue: { text: 'base64' },
  StampAnnot: { required: { ID: 'name', PageRef: 'ref', Boundary: 'box' }, optional: { Clip: 'box' } },
  Seal: { children: [['BaseLoc', '1']] },
  BaseLoc: location,
  SignedValue: location,
}

const isOf = (value: string, type: Type): boolean =>
  Array.isArray(type) ? type.includes(value) : types[type as keyof typeof types].test(value)

function attributeProblems({ attributes }: Node, { required = {}, optional = {} }: Rule): string[] {
  const known: Record<string, Type> = { ...required, ...optional }
  const missing = Object.keys(required).filter((name) => !(name in attributes))
  const wrong = Object.entries(attributes).filter(([name, value]) => name !== 'xmlns:ofd' && !(name in known && isOf(value, known[name]!)))
  return [...missing.map((name) => `lacks ${name}`), ...wrong.map(([name, value]) => `has ${name}="${value}"`)]
}

/** Walks the children along the sequence of the schema. */
function sequenceProblems(node: Node, sequence: Children): string[] {
  const names = node.children.map(({ name }) => name)
  const problems: string[] = []
  let at = 0
  for (const [name, often] of sequence) {
    let count = 0
    while (names[at] === name) {
      at++
      count++
    }
    if ((often === '1' || often === '+') && count === 0) problems.push(`lacks <${name}>`)
    if ((often === '1' || often === '?') && count > 1) problems.push(`has ${count} <${name}>`)
  }
  if (at < names.length) problems.push(`has <${names[at]}> where it may not stand`)
  return problems
}

function contentProblems(node: Node, { children, choice, text }: Rule): string[] {
  const problems = choice
    ? node.children.filter(({ name }) => !choice.includes(name)).map(({ name }) => `has <${name}>`)
    : sequenceProblems(node, children ?? [])
  if (text ? !isOf(node.text, text) : node.text.trim() !== '') problems.push(`says "${node.text.slice(0, 40)}"`)
  return problems
}

/** Everything in which a file departs from the schema, as `path: problem`. */
export function schemaProblems(node: Node, parent = '', path = ''): string[] {
  const here = `${path}/${node.name}`
  const rule = rules[`${parent}/${node.name}`] ?? rules[node.name]
  if (!rule) return [`${here}: unknown`]
  const own = [
    ...(node.prefix === 'ofd' ? [] : [`has the prefix ${node.prefix}`]),
    ...attributeProblems(node, rule),
    ...contentProblems(node, rule),
  ]
  return [...own.map((problem) => `${here}: ${problem}`), ...node.children.flatMap((child) => schemaProblems(child, node.name, here))]
}
