import { type FieldWrong, fieldId } from './field.tsx'

/** First thing on the sheet when fields are wrong: takes the focus, each entry leads to its field in the same words. */
export const ErrorSummary = ({ errors, title }: { errors: readonly FieldWrong[] | undefined; title?: string }) =>
  errors?.length ? (
    // biome-ignore lint/a11y/noAutofocus: after a failed submission the summary is where one must begin (WCAG 3.3.1)
    <div className="error-summary" id="errors" role="alert" tabIndex={-1} autoFocus aria-labelledby="errors-h">
      <h2 id="errors-h">{title ?? `有 ${errors.length} 处要改`}</h2>
      <ul>
        {errors.map((e) => (
          <li key={e.field}>
            <a href={`#${fieldId(e.field)}`}>{e.sentence}</a>
          </li>
        ))}
      </ul>
    </div>
  ) : null

/** The sentence for one field, to hand to its `error`. */
export const errorOf = (errors: readonly FieldWrong[] | undefined, field: string): string | undefined =>
  errors?.find((e) => e.field === field)?.sentence
