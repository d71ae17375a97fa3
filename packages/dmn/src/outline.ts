/** A model as its author wrote it: names, tables cell by cell, and the elements that tools add. For showing and comparing, not for deciding. */
import { type DrgElement, readHref } from './model/definitions.ts'
import { definitionsIn, type ModelFile } from './model/file.ts'
import type { Element, XmlLimits } from './model/xml.ts'

/** One of a tool's own elements, out of `extensionElements`. */
export type Extension = {
  readonly name: string
  readonly namespace: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  readonly children: readonly Extension[]
  readonly line: number
  readonly column: number
  /** Where it begins and ends in the file, as offsets. */
  readonly from: number
  readonly to: number
}

export type OutlinedInput = {
  readonly id: string
  readonly name: string
  readonly type: string | undefined
  readonly description: string | undefined
  readonly extensions: readonly Extension[]
  readonly line: number
  readonly column: number
}

/** A cell of a rule with its place. */
export type OutlinedCell = { readonly id: string | undefined; readonly line: number; readonly column: number }

export type OutlinedRule = {
  readonly id: string | undefined
  readonly tests: readonly string[]
  readonly results: readonly string[]
  readonly annotations: readonly string[]
  /** Where the cells stand, tests before results. */
  readonly cells: readonly OutlinedCell[]
  readonly line: number
  readonly column: number
}

export type OutlinedTable = {
  readonly hitPolicy: string
  readonly aggregation: string | undefined
  readonly inputs: readonly { readonly label: string; readonly expression: string; readonly values: string | undefined }[]
  readonly outputs: readonly {
    readonly name: string | undefined
    readonly label: string | undefined
    readonly values: string | undefined
  }[]
  /** The names of the annotation columns. */
  readonly annotations: readonly string[]
  readonly rules: readonly OutlinedRule[]
}

export type OutlinedDecision = OutlinedInput & {
  readonly question: string | undefined
  /** The names of the inputs and decisions that it needs. */
  readonly needs: readonly string[]
  readonly table: OutlinedTable | undefined
  /** The text of a literal expression. */
  readonly expression: string | undefined
}

export type Outline = {
  readonly name: string
  readonly namespace: string
  readonly description: string | undefined
  readonly inputs: readonly OutlinedInput[]
  readonly decisions: readonly OutlinedDecision[]
  readonly extensions: readonly Extension[]
}

const trimmed = (text: string | undefined) => text?.trim() || undefined
const cells = (rule: Element, kind: string) => rule.all(kind).map((cell) => cell.textOf()?.trim() ?? '')

function extensionOf(element: Element): Extension {
  return {
    name: element.name,
    namespace: element.uri,
    attributes: Object.fromEntries(element.attributes),
    text: element.text.trim(),
    children: element.children.map(extensionOf),
    ...element.place,
    from: element.from,
    to: element.to,
  }
}

const extensionsOf = (element: Element): Extension[] => element.all('extensionElements').flatMap((each) => each.children.map(extensionOf))

function tableOf(element: Element): OutlinedTable {
  return {
    hitPolicy: element.attribute('hitPolicy') ?? 'UNIQUE',
    aggregation: element.attribute('aggregation'),
    inputs: element.all('input').map((each) => {
      const expression = each.child('inputExpression')?.textOf()?.trim() ?? ''
      return { label: each.attribute('label') ?? expression, expression, values: trimmed(each.child('inputValues')?.textOf()) }
    }),
    outputs: element.all('output').map((each) => ({
      name: each.attribute('name'),
      label: each.attribute('label'),
      values: trimmed(each.child('outputValues')?.textOf()),
    })),
    annotations: element.all('annotation').map((each) => each.attribute('name') ?? ''),
    rules: element.all('rule').map((each) => ({
      id: each.attribute('id'),
      tests: cells(each, 'inputEntry'),
      results: cells(each, 'outputEntry'),
      annotations: cells(each, 'annotationEntry'),
      cells: [...each.all('inputEntry'), ...each.all('outputEntry')].map((cell) => ({ id: cell.attribute('id'), ...cell.place })),
      ...each.place,
    })),
  }
}

function inputOf({ id, name, typeRef, element }: DrgElement): OutlinedInput {
  const description = trimmed(element.textOf('description'))
  return { id, name, type: typeRef, description, extensions: extensionsOf(element), ...element.place }
}

function decisionOf(drg: DrgElement, nameOf: (href: string | undefined) => string[]): OutlinedDecision {
  const { element } = drg
  const table = element.child('decisionTable')
  const needs = element
    .all('informationRequirement')
    .flatMap((each) =>
      ['requiredInput', 'requiredDecision'].flatMap((kind) => each.all(kind).flatMap((to) => nameOf(to.attribute('href')))),
    )
  return {
    ...inputOf(drg),
    question: trimmed(element.textOf('question')),
    needs,
    table: table && tableOf(table),
    expression: trimmed(element.child('literalExpression')?.textOf()),
  }
}

/** Reads a model for showing it. Throws an `XmlError` for what is no DMN file. */
export function outlineOf(source: string | ModelFile, limits: Partial<XmlLimits> = {}): Outline {
  const { root, name, namespace, elements } = definitionsIn(source, limits, true)
  const names = new Map(elements.map((each) => [each.id, each.name]))
  const nameOf = (href: string | undefined) => {
    const { namespace: other, id } = readHref(href, namespace)
    return other === namespace ? [names.get(id) ?? id] : [id]
  }
  return {
    name,
    namespace,
    description: trimmed(root.textOf('description')),
    inputs: elements.filter((each) => each.kind === 'inputData').map(inputOf),
    decisions: elements.filter((each) => each.kind === 'decision').map((each) => decisionOf(each, nameOf)),
    extensions: extensionsOf(root),
  }
}
