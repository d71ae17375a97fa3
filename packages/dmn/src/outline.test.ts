import { expect, test } from 'vitest'
import { compile, outlineOf } from './index.ts'

const xml = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:t="urn:tool" name="allowance" namespace="urn:a">
  <description>Who gets it.</description>
  <extensionElements><t:case name="old"><t:given input="age" value="82"/></t:case></extensionElements>
  <inputData id="i1" name="age"><extensionElements><t:source from="register">words</t:source></extensionElements><variable name="age" typeRef="number"/></inputData>
  <decision id="d1" name="allowed"><question>Is it?</question><variable name="allowed" typeRef="boolean"/>
    <informationRequirement><requiredInput href="#i1"/></informationRequirement>
    <decisionTable hitPolicy="FIRST"><input label="years"><inputExpression><text>age</text></inputExpression></input><output name="result"/><annotation name="article"/>
      <rule id="r1"><inputEntry><text>&gt;= 80</text></inputEntry><outputEntry><text>true</text></outputEntry><annotationEntry><text>Art. 33</text></annotationEntry></rule>
    </decisionTable>
  </decision>
</definitions>`

test('a model is shown as it was written, cell by cell', () => {
  const { decisions, description } = outlineOf(xml)
  expect(description).toBe('Who gets it.')
  expect(decisions[0]).toMatchObject({ id: 'd1', name: 'allowed', question: 'Is it?', needs: ['age'] })
  expect(decisions[0]!.table).toMatchObject({
    hitPolicy: 'FIRST',
    inputs: [{ label: 'years', expression: 'age' }],
    annotations: ['article'],
    rules: [{ id: 'r1', tests: ['>= 80'], results: ['true'], annotations: ['Art. 33'], cells: [{ line: 8 }, { line: 8 }] }],
  })
})

test('the elements that tools add are kept with their places', () => {
  const { extensions, inputs } = outlineOf(xml)
  expect(extensions[0]).toMatchObject({ name: 'case', namespace: 'urn:tool', attributes: { name: 'old' }, line: 3 })
  expect(extensions[0]!.children[0]!.attributes).toEqual({ input: 'age', value: '82' })
  expect(xml.slice(extensions[0]!.from, extensions[0]!.to)).toBe('<t:case name="old"><t:given input="age" value="82"/></t:case>')
  expect(inputs[0]!.extensions[0]).toMatchObject({ name: 'source', text: 'words', attributes: { from: 'register' } })
})

test('they change nothing of what the model decides', () => {
  expect(compile(xml).problems).toEqual([])
  expect(compile(xml).evaluate('allowed', { age: 82 })).toBe(true)
})
