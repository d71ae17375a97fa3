import { refusals } from '#base/refusal.ts'
import { assemble } from '../rules/assemble.ts'
import { type Finding, lintForm } from '../rules/lint.ts'
import type { Elements } from '../schema/element.ts'
import { type Form, FormFile, type Scenario } from '../schema/form.ts'
import { checkOf } from './compile.ts'

const refuse = refusals({ 'form.not-publishable': [422, '表单还不能发布，有 {count} 处要改。第一处：{first}'] })

/** A form file ready to be published: linted, joined and compiled; refuses with all findings otherwise. */
export function publishable(raw: unknown, joins: { elements: Elements; scenarios?: readonly Scenario[] }): Form {
  const findings = lintForm(raw, joins)
  if (findings.length) throw refuse('form.not-publishable', { count: findings.length, first: findings[0]!.sentence, findings })
  const form = assemble(FormFile.parse(raw), joins)
  const broken = brokenSchema(form)
  if (broken) throw refuse('form.not-publishable', { count: 1, first: broken.sentence, findings: [broken] })
  return form
}

/** A pattern that is no regular expression, or limits that contradict each other, show only when the schema is compiled. */
function brokenSchema(form: Form): Finding | undefined {
  try {
    checkOf(form)
    return undefined
  } catch (error) {
    return { rule: 'schema', path: 'schema', sentence: `JSON Schema 编译不了：${(error as Error).message}` }
  }
}
