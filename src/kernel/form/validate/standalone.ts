import standaloneCode from 'ajv/dist/standalone/index.js'
import { submissionSchema } from '../rules/submission-schema.ts'
import type { Form } from '../schema/form.ts'
import { newAjv } from './compile.ts'

/** What the generated code would require from the library: the same three functions, written out. */
const runtime: Record<string, string> = {
  'require("ajv/dist/runtime/ucs2length").default': '((text) => [...text].length)',
  'require("ajv/dist/runtime/equal").default': '((a, b) => a === b)',
}

/**
 * The form's validator as source of an ES module for the browser: `export default (checks) => (answers) => errors`. Compiled here,
 * it imports nothing and evaluates nothing, so it runs under a content policy without unsafe-eval; `checks` of rules/checks.ts go
 * in as an argument, so that the rules of identity numbers and their like are written once.
 */
export function standaloneSource(form: Form): string {
  const ajv = newAjv(true)
  let code = standaloneCode.default(ajv, ajv.compile(submissionSchema(form)))
  for (const [call, source] of Object.entries(runtime)) code = code.replaceAll(call, source)
  if (code.includes('require(')) throw new Error('the compiled validator needs a library function that is not written out')
  const body = code.replace('"use strict";', '').replace(/export const validate = (\w+);export default \w+;/, 'const run = $1;')
  return `export default (checks) => {\n${body}\nreturn (answers) => (run(answers) ? [] : run.errors)\n}\n`
}
