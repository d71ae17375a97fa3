/** The files of the compatibility kit (testCases.xsd) as plain data. */
import { type FeelDate, type FeelDateTime, type FeelTime, parseDate, parseDateTime, parseDuration, parseTime } from '@haoban/dmn'
import { SaxesParser, type SaxesTagNS } from 'saxes'

export type TestResult = { readonly name: string; readonly isError: boolean; readonly expected: unknown }
export type TestCase = {
  readonly id: string
  /** The service or knowledge that is called with the inputs; absent where each result is a decision. */
  readonly invocable?: string | undefined
  readonly inputs: Readonly<Record<string, unknown>>
  readonly results: readonly TestResult[]
}
export type TestFile = { readonly modelName: string; readonly cases: readonly TestCase[] }

type Tag = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: Tag[]; text: string }

function parse(xml: string): Tag {
  const parser = new SaxesParser({ xmlns: true })
  const root: Tag = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  parser.on('opentag', ({ local, attributes }: SaxesTagNS) => {
    const tag = {
      name: local,
      attributes: Object.fromEntries(Object.values(attributes).map((each) => [each.name, each.value])),
      children: [],
      text: '',
    }
    open.at(-1)!.children.push(tag)
    open.push(tag)
  })
  const add = (text: string) => {
    open.at(-1)!.text += text
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(xml).close()
  return root.children[0]!
}

const child = (tag: Tag, name: string) => tag.children.find((each) => each.name === name)
const all = (tag: Tag, name: string) => tag.children.filter((each) => each.name === name)
const isNil = (tag: Tag) => Object.entries(tag.attributes).some(([name, value]) => /(^|:)nil$/.test(name) && value === 'true')
const typeOf = (tag: Tag) =>
  Object.entries(tag.attributes)
    .find(([name]) => /:type$/.test(name))?.[1]
    ?.replace(/^.*:/, '')

const moment = (text: string): FeelDate | FeelTime | FeelDateTime | undefined => parseDateTime(text) ?? parseDate(text)

/** What a `<value>` says, by its `xsi:type`; without one it is text. */
const readers: Record<string, (text: string) => unknown> = {
  boolean: (text) => text === 'true' || text === '1',
  date: parseDate,
  time: parseTime,
  dateTime: moment,
  duration: parseDuration,
  dayTimeDuration: parseDuration,
  yearMonthDuration: parseDuration,
}
for (const type of ['decimal', 'double', 'float', 'int', 'integer', 'long']) readers[type] = (text) => Number(text)

function scalar(tag: Tag): unknown {
  if (isNil(tag)) return null
  const read = readers[typeOf(tag) ?? 'string']
  return read ? read(tag.text.trim()) : tag.text
}

function read(tag: Tag | undefined): unknown {
  if (!tag) return null
  const list = child(tag, 'list')
  if (list) return isNil(list) ? null : all(list, 'item').map(read)
  const components = all(tag, 'component')
  if (components.length > 0)
    return Object.fromEntries(components.map((each) => [each.attributes.name ?? '', isNil(each) ? null : read(each)]))
  const value = child(tag, 'value')
  return value ? scalar(value) : null
}

function inputsOf(test: Tag): Record<string, unknown> {
  return Object.fromEntries(
    all(test, 'inputNode').map((each) => {
      const { name = '', namespace } = each.attributes
      return [namespace ? `${namespace}#${name}` : name, read(each)]
    }),
  )
}

function caseOf(test: Tag): TestCase {
  const { id = '', type, invocableName } = test.attributes
  const results = all(test, 'resultNode').map((each) => ({
    name: each.attributes.name ?? '',
    isError: each.attributes.errorResult === 'true',
    expected: read(child(each, 'expected')),
  }))
  return { id, invocable: type === 'decisionService' || type === 'bkm' ? invocableName : undefined, inputs: inputsOf(test), results }
}

export function readTests(xml: string): TestFile {
  const root = parse(xml)
  return { modelName: child(root, 'modelName')?.text.trim() ?? '', cases: all(root, 'testCase').map(caseOf) }
}
