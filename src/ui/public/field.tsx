import type { InputHTMLAttributes, ReactNode } from 'react'
import { sizeText } from '../day.ts'
import { type DayPart, dayParts, splitDay } from '../typed-day.ts'
import { Source } from './marks.tsx'

/** One field to correct, as the server's refusal tells it: the field's name and the sentence. */
export type FieldWrong = { field: string; sentence: string }

/** The id of a field's control, so that an error summary can link to it: 'shop.address' → 'f-shop-address'. */
export const fieldId = (name: string): string => `f-${name.replace(/[^A-Za-z0-9_一-鿿]+/g, '-')}`

export type FieldProps = {
  name: string
  label: ReactNode
  hint?: ReactNode
  /** Sentence of this field's error, the same words as in the summary. */
  error?: string
  /** Where the prefilled value comes from. */
  source?: { from: string; note?: string }
  /** Marked （选填）; required fields carry no mark. */
  optional?: boolean
  /** The question of a one-question page: the label is the `h1`. */
  page?: boolean
  id?: string
}

type Wiring = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

const wire = (p: FieldProps): Wiring => {
  const id = p.id ?? fieldId(p.name)
  const by = [p.hint && `${id}-hint`, p.error && `${id}-error`, p.source && `${id}-source`].filter(Boolean).join(' ')
  return { id, 'aria-describedby': by || undefined, 'aria-invalid': p.error ? true : undefined }
}

const Optional = ({ optional }: { optional?: boolean }) => (optional ? <span className="optional">（选填）</span> : null)

/** Hint, error and source of a field, with the ids its control points to. */
const Notes = ({ p, id }: { p: FieldProps; id: string }) => (
  <>
    {p.hint ? (
      <p className="hint" id={`${id}-hint`}>
        {p.hint}
      </p>
    ) : null}
    {p.error ? (
      <p className="error" id={`${id}-error`}>
        <span className="vh">错误：</span>
        {p.error}
      </p>
    ) : null}
  </>
)

/** Frame of one control: label, hint, error, control, source; `children` gets the wiring for its control. */
export const Field = (p: FieldProps & { children: (wiring: Wiring) => ReactNode }) => {
  const wiring = wire(p)
  const label = (
    <label htmlFor={wiring.id}>
      {p.label}
      <Optional optional={p.optional} />
    </label>
  )
  return (
    <div className={p.error ? 'field wrong' : 'field'}>
      {p.page ? <h1>{label}</h1> : label}
      <Notes p={p} id={wiring.id} />
      {p.children(wiring)}
      {p.source ? (
        <span id={`${wiring.id}-source`}>
          <Source {...p.source} />
        </span>
      ) : null}
    </div>
  )
}

const widths = { 4: 'input--4', 8: 'input--8', 12: 'input--12', 20: 'input--20' } as const

type InputProps = FieldProps & {
  value?: string
  /** Width in characters, as long as the expected answer; whole line when left out. */
  width?: keyof typeof widths
  /** Unit behind the number, '平方米'. */
  unit?: string
} & Pick<
    InputHTMLAttributes<HTMLInputElement>,
    'type' | 'inputMode' | 'autoComplete' | 'maxLength' | 'min' | 'max' | 'step' | 'readOnly' | 'spellCheck' | 'pattern'
  >

/** One line of text, a number, a phone, a code. */
export const Input = ({
  value,
  width,
  unit,
  type,
  inputMode,
  autoComplete,
  maxLength,
  min,
  max,
  step,
  readOnly,
  spellCheck,
  pattern,
  ...p
}: InputProps) => (
  <Field {...p}>
    {(wiring) => {
      const input = (
        <input
          {...{ type, inputMode, autoComplete, maxLength, min, max, step, readOnly, spellCheck, pattern }}
          className={width ? `input ${widths[width]}` : 'input'}
          name={p.name}
          defaultValue={value}
          {...wiring}
        />
      )
      return unit ? (
        <span className="unit">
          {input}
          <span>{unit}</span>
        </span>
      ) : (
        input
      )
    }}
  </Field>
)

/** Several lines of text. */
export const Textarea = ({ value, rows = 5, maxLength, ...p }: FieldProps & { value?: string; rows?: number; maxLength?: number }) => (
  <Field {...p}>
    {(wiring) => <textarea className="input" name={p.name} rows={rows} maxLength={maxLength} defaultValue={value} {...wiring} />}
  </Field>
)

export type Choice = {
  value: string
  text: ReactNode
  hint?: ReactNode
  source?: { from: string; note?: string }
  reveal?: ReactNode
  wrong?: boolean
}

/** One of many: for up to seven choices use `Radios`. `blank` is the first, empty choice. */
export const Select = ({
  value,
  choices,
  blank = '请选择',
  ...p
}: FieldProps & { value?: string; choices: readonly { value: string; text: string }[]; blank?: string | false }) => (
  <Field {...p}>
    {(wiring) => (
      <select className="input" name={p.name} defaultValue={value ?? ''} {...wiring}>
        {blank === false ? null : <option value="">{blank}</option>}
        {choices.map((c) => (
          <option key={c.value} value={c.value}>
            {c.text}
          </option>
        ))}
      </select>
    )}
  </Field>
)

/** Group of controls under one question; with `page` the question is the `h1`. */
export const Fieldset = (p: FieldProps & { children: ReactNode }) => {
  const { id, ...wiring } = wire(p)
  const legend = (
    <>
      {p.label}
      <Optional optional={p.optional} />
    </>
  )
  return (
    <fieldset
      className={[p.page ? '' : 'field', p.error ? 'wrong' : ''].filter(Boolean).join(' ') || undefined}
      aria-describedby={wiring['aria-describedby']}
    >
      <legend>{p.page ? <h1>{legend}</h1> : legend}</legend>
      <Notes p={p} id={id} />
      {p.children}
      {p.source ? (
        <span id={`${id}-source`}>
          <Source {...p.source} />
        </span>
      ) : null}
    </fieldset>
  )
}

const boxes: readonly { part: DayPart; word: string; digits: 2 | 4 }[] = [
  { part: 'year', word: '年', digits: 4 },
  { part: 'month', word: '月', digits: 2 },
  { part: 'day', word: '日', digits: 2 },
]

type DateProps = FieldProps & { value?: string; autoComplete?: string; wrong?: DayPart }

/**
 * A day in three boxes that read Chinese in every browser: `name[year]`, `name[month]`, `name[day]`, which the server reads as one
 * 'YYYY-MM-DD'. `wrong` is the box to mend, else the first that is empty; it bears the field's own id, so that the summary leads to it.
 * `autoComplete` bday fills all three.
 */
export const DateInput = ({ value = '', autoComplete, wrong: told, ...p }: DateProps) => {
  const id = p.id ?? fieldId(p.name)
  const typed = splitDay(value)
  const gap = value === '' ? undefined : dayParts.find((part) => typed[part] === '')
  const wrong = p.error ? (told ?? gap) : undefined
  const idOf = (part: DayPart) => (part === (wrong ?? 'year') ? id : `${id}-${part}`)
  return (
    <Fieldset {...p}>
      <div className="ymd">
        {boxes.map(({ part, word, digits }) => (
          <span key={part}>
            <input
              id={idOf(part)}
              className={`input ymd__${digits}`}
              name={`${p.name}[${part}]`}
              inputMode="numeric"
              autoComplete={autoComplete === 'bday' ? `bday-${part}` : undefined}
              aria-invalid={p.error && (wrong ?? part) === part ? true : undefined}
              defaultValue={typed[part]}
            />
            <label htmlFor={idOf(part)}>{word}</label>
          </span>
        ))}
      </div>
    </Fieldset>
  )
}

export type UploadedFile = { id: string; name: string; bytes: number; href?: string; note?: string }

/** Upload: what was sent already (each can be taken out by a submit button `remove` = id), then the native picker; say type and size in `hint`. */
export const FileInput = ({
  files = [],
  accept,
  multiple,
  ...p
}: FieldProps & { files?: readonly UploadedFile[]; accept?: string; multiple?: boolean }) => (
  <Field {...p}>
    {(wiring) => (
      <>
        {files.length ? (
          <ul className="list files">
            {files.map((f) => (
              <li key={f.id}>
                <span>
                  {f.href ? <a href={f.href}>{f.name}</a> : f.name}
                  <small>{[sizeText(f.bytes), f.note].filter(Boolean).join('，')}</small>
                </span>
                <span>
                  <button type="submit" className="linklike" name="remove" value={f.id}>
                    删除<span className="vh">{f.name}</span>
                  </button>
                </span>
              </li>
            ))}
          </ul>
        ) : null}
        <span className="picker">
          <input type="file" className="input input--file" name={p.name} accept={accept} multiple={multiple} {...wiring} />
          <span aria-hidden="true">选文件</span>
        </span>
      </>
    )}
  </Field>
)
