import { _, Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { FieldError } from '#base/refusal.ts'
import { checks } from '../rules/checks.ts'
import { type Examined, examine, type RawCheck, type Scope } from '../rules/examine.ts'
import { submissionSchema } from '../rules/submission-schema.ts'
import type { Answers } from '../schema/answers.ts'
import type { Form } from '../schema/form.ts'

/** The validator's settings, one for server and browser, so that both compile the same code. */
export const newAjv = (forBrowser = false): Ajv2020 =>
  new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    messages: false,
    multipleOfPrecision: 6,
    formats: checks,
    code: { esm: true, source: forBrowser, formats: _`checks` },
  })

const compiled = new WeakMap<Form, ValidateFunction>()

/** The compiled schema of a form, made once for each form object. */
export function checkOf(form: Form): RawCheck {
  let run = compiled.get(form)
  if (!run) {
    run = newAjv().compile(submissionSchema(form))
    compiled.set(form, run)
  }
  const valid = run
  return (answers: Answers) => (valid(answers) ? [] : (valid.errors ?? []))
}

/** Answers as they would be sent, and what to correct; see `examine`. */
export const examineForm = (form: Form, answers: Readonly<Record<string, unknown>>, scope?: Scope): Examined =>
  examine(form, answers, checkOf(form), scope)

/** A sentence for each field to correct, in the order of the page; `partial` looks at some fields only. Throws form.too-large. */
export const validate = (form: Form, answers: Readonly<Record<string, unknown>>, scope?: Scope): FieldError[] =>
  examineForm(form, answers, scope).errors
