/** Reads a model and judges it: by the schema, by its references, by the standard's own rules. */
import { activityRules } from './rules/activities.ts'
import { collaborationRules } from './rules/collaborations.ts'
import { dataRules } from './rules/data.ts'
import { diagramRules } from './rules/diagrams.ts'
import { type Document, documentOf } from './rules/document.ts'
import { eventRules } from './rules/events.ts'
import { expressionRules } from './rules/expressions.ts'
import { flowRules } from './rules/flows.ts'
import { gatewayRules } from './rules/gateways.ts'
import { brokenImports, type Imports, importedBy } from './rules/imports.ts'
import { brokenReferences, type Known } from './rules/references.ts'
import type { Rule } from './rules/rule.ts'
import { Refused, type Violation } from './violation.ts'
import { conform } from './xml/conform.ts'
import { labelOf } from './xml/names.ts'
import { type Bounds, parse } from './xml/read.ts'

export const rules: readonly Rule[] = [
  ...flowRules,
  ...eventRules,
  ...gatewayRules,
  ...activityRules,
  ...dataRules,
  ...collaborationRules,
  ...expressionRules,
  ...diagramRules,
]

function judge(doc: Document): Violation[] {
  return rules.flatMap((rule) => {
    const subjects = new Set([rule.on].flat().flatMap((type) => doc.all(type)))
    return [...subjects].flatMap((e) => {
      const sentence = rule.says(e, doc)
      return sentence === undefined ? [] : [{ rule: rule.id, element: labelOf(e), sentence, line: e.line }]
    })
  })
}

/** `known` tells of processes outside the file that call activities may name. */
export type ReadOptions = { bounds?: Bounds; imports?: Imports; known?: Known }

/** The model as a document and all that is wrong with it; no document where it cannot be read at all. */
export function inspect(source: string | Uint8Array, options: ReadOptions = {}): { doc?: Document; violations: readonly Violation[] } {
  try {
    const root = parse(source, options.bounds)
    const { violations, types } = conform(root)
    const others = importedBy(root, options.imports)
    const doc = documentOf(root, types, others)
    return {
      doc,
      violations: [...violations, ...brokenImports(doc, options.imports, others), ...brokenReferences(doc, options.known), ...judge(doc)],
    }
  } catch (error) {
    if (error instanceof Refused) return { violations: error.violations }
    throw error
  }
}

/** All that is wrong with a model; empty where it is valid. Never throws for what a file holds. */
export const validate = (source: string | Uint8Array, options: ReadOptions = {}): readonly Violation[] =>
  inspect(source, options).violations
