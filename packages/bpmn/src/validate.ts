/** Reads a model and judges it: by the schema, by its references, by the standard's own rules. */
import { activityRules } from './rules/activities.ts'
import { collaborationRules } from './rules/collaborations.ts'
import { dataRules } from './rules/data.ts'
import { diagramRules } from './rules/diagrams.ts'
import { type Document, documentOf } from './rules/document.ts'
import { eventRules } from './rules/events.ts'
import { expressionRules } from './rules/expressions.ts'
import { flowRules } from './rules/flows.ts'
import { formatRules } from './rules/formats.ts'
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
  ...formatRules,
]

function judge(doc: Document, wanted: readonly Rule[]): Violation[] {
  return wanted.flatMap((rule) => {
    const subjects = new Set([rule.on].flat().flatMap((type) => doc.all(type)))
    return [...subjects].flatMap((e) => {
      const sentence = rule.says(e, doc)
      return sentence === undefined ? [] : [{ rule: rule.id, element: labelOf(e), sentence, line: e.line }]
    })
  })
}

/**
 * `known` tells of processes outside the file that call activities may name. `tolerates` names rules of the standard that
 * the host does without: what breaks them is a warning. The rules of XML, schema and references are not among them.
 */
export type ReadOptions = { bounds?: Bounds; imports?: Imports; known?: Known; tolerates?: readonly string[] }

/** What is wrong with a model (`violations`), and what a valid one gives reason to look at (`warnings`). */
export type Findings = { readonly violations: readonly Violation[]; readonly warnings: readonly Violation[] }

/** The model as a document and all that is wrong with it; no document where it cannot be read at all. */
export function inspect(source: string | Uint8Array, options: ReadOptions = {}): Findings & { doc?: Document } {
  try {
    const root = parse(source, options.bounds)
    const { violations, types } = conform(root)
    const others = importedBy(root, options.imports)
    const doc = documentOf(root, types, others)
    const warns = (rule: Rule) => rule.warns === true || options.tolerates?.includes(rule.id) === true
    return {
      doc,
      violations: [
        ...violations,
        ...brokenImports(doc, options.imports, others),
        ...brokenReferences(doc, options.known),
        ...judge(
          doc,
          rules.filter((rule) => !warns(rule)),
        ),
      ],
      warnings: judge(doc, rules.filter(warns)),
    }
  } catch (error) {
    if (error instanceof Refused) return { violations: error.violations, warnings: [] }
    throw error
  }
}

/** All that is wrong with a model and all that it warns of. Never throws for what a file holds. */
export function findings(source: string | Uint8Array, options: ReadOptions = {}): Findings {
  const { violations, warnings } = inspect(source, options)
  return { violations, warnings }
}

/** All that is wrong with a model; empty where it is valid. Never throws for what a file holds. */
export const validate = (source: string | Uint8Array, options: ReadOptions = {}): readonly Violation[] =>
  inspect(source, options).violations
