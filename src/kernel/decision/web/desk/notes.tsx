import { Input } from 'antd'
import type { DrawnDecision, DrawnRule } from 'dmn-js/lib/Modeler'
import { useState } from 'react'
import { type Column, ruleText } from '../../rules/words.ts'
import type { DraftPage } from '../../schema/desk.ts'

/** Every table has these; the first is wanted of each rule before it can be published. */
const wanted = ['依据', '说明']

const columnsOf = ({ decisionLogic: { annotation = [] } }: DrawnDecision): string[] => [
  ...new Set([...annotation.map((a) => a.name ?? ''), ...wanted]),
]

/** Writes one annotation of a rule, with the columns and the empty cells before it that the standard wants there. */
function write({ decisionLogic: table }: DrawnDecision, rule: DrawnRule, columns: readonly string[], column: number, text: string): void {
  const { $model: make } = rule
  table.annotation = columns.map((name, i) => table.annotation?.[i] ?? own(make.create('dmn:RuleAnnotationClause', { name }), table))
  rule.annotationEntry = columns.map((_, i) => rule.annotationEntry?.[i] ?? own(make.create('dmn:RuleAnnotation', { text: '' }), rule))
  rule.annotationEntry[column]!.text = text
}

function own<T extends { $parent?: unknown }>(part: T, parent: unknown): T {
  part.$parent = parent
  return part
}

const cells = (all: readonly { text?: string }[] | undefined) => (all ?? []).map((c) => c.text?.trim() || '-').join('，')
/** As the file writes it, for whoever writes the file. */
const rawText = (rule: DrawnRule) => `${cells(rule.inputEntry)} ⇒ ${cells(rule.outputEntry)}`
const texts = (all: readonly { text?: string }[] | undefined) => (all ?? []).map((c) => c.text ?? '')

type Inputs = DraftPage['named']

/** The columns of a table with the inputs that they look at. */
const columnsIn = ({ decisionLogic: { input = [] } }: DrawnDecision, inputs: Inputs): Column[] =>
  input.map(({ label, inputExpression }) => {
    const name = inputExpression?.text ?? ''
    return { label: label || name, input: inputs.find((i) => i.name === name) ?? inputs.find((i) => i.name === label) }
  })

type LineProps = { decision: DrawnDecision; rule: DrawnRule; nth: number; columns: readonly string[]; said: string }

function Line({ decision, rule, nth, columns, said }: LineProps) {
  const [written, setWritten] = useState(() => columns.map((_, i) => rule.annotationEntry?.[i]?.text ?? ''))
  const put = (at: number, text: string) => {
    setWritten((old) => old.map((t, i) => (i === at ? text : t)))
    write(decision, rule, columns, at, text)
  }
  return (
    <tr>
      <td title={rawText(rule)}>
        <b>{nth}</b> {said}
      </td>
      {columns.map((column, at) => (
        <td key={column}>
          <Input.TextArea
            aria-label={`第 ${nth} 条规则的${column}`}
            rows={1}
            value={written[at]}
            onChange={(e) => put(at, e.target.value)}
          />
        </td>
      ))}
    </tr>
  )
}

/** The annotations of a table, which its modeller does not show: each rule with the article that it stands on. */
export function Notes({ decision, inputs }: { decision: DrawnDecision; inputs: Inputs }) {
  const columns = columnsOf(decision)
  const asked = columnsIn(decision, inputs)
  const said = (rule: DrawnRule) => ruleText(asked, texts(rule.inputEntry), texts(rule.outputEntry))
  return (
    <table className="list rules" aria-label={`${decision.name ?? ''}：每条规则的依据`}>
      <thead>
        <tr>
          <th scope="col">规则</th>
          {columns.map((c) => (
            <th key={c} scope="col">
              {c}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(decision.decisionLogic.rule ?? []).map((rule, i) => (
          <Line key={rule.id} decision={decision} rule={rule} nth={i + 1} columns={columns} said={said(rule)} />
        ))}
      </tbody>
    </table>
  )
}
