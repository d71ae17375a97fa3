/** Models of one table, for tests: one rule a line, its cells and then its output. */

export type TableFixture = {
  readonly hitPolicy: string
  readonly aggregation?: string
  /** Names and types of the inputs. */
  readonly inputs: Readonly<Record<string, string>>
  readonly allowed?: Readonly<Record<string, string>>
  readonly rules: readonly (readonly string[])[]
  readonly output?: { readonly type?: string; readonly values?: string; readonly otherwise?: string }
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const text = (source: string) => `<text>${escaped(source)}</text>`

export function tableModel({ hitPolicy, aggregation, inputs, allowed = {}, rules, output = {} }: TableFixture): string {
  const names = Object.keys(inputs)
  const rule = (cells: readonly string[], i: number) =>
    `<rule id="r${i + 1}">${cells
      .slice(0, -1)
      .map((cell) => `<inputEntry>${text(cell)}</inputEntry>`)
      .join('')}<outputEntry>${text(cells.at(-1)!)}</outputEntry></rule>`
  const input = (name: string) =>
    `<input><inputExpression>${text(name)}</inputExpression>${allowed[name] ? `<inputValues>${text(allowed[name])}</inputValues>` : ''}</input>`
  const { type, values, otherwise } = output
  return [
    '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">',
    ...names.map((name, i) => `<inputData id="i${i}" name="${name}"><variable name="${name}" typeRef="${inputs[name]}"/></inputData>`),
    '<decision id="d" name="d"><variable name="d"/>',
    ...names.map((_, i) => `<informationRequirement><requiredInput href="#i${i}"/></informationRequirement>`),
    `<decisionTable hitPolicy="${hitPolicy}"${aggregation ? ` aggregation="${aggregation}"` : ''}>`,
    ...names.map(input),
    `<output${type ? ` typeRef="${type}"` : ''}>${values ? `<outputValues>${text(values)}</outputValues>` : ''}${otherwise ? `<defaultOutputEntry>${text(otherwise)}</defaultOutputEntry>` : ''}</output>`,
    ...rules.map(rule),
    '</decisionTable></decision>',
    '</definitions>',
  ].join('\n')
}
