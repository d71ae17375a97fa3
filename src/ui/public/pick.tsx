import type { ReactNode } from 'react'
import { type Choice, type FieldProps, Fieldset, fieldId } from './field.tsx'
import { Source } from './marks.tsx'

type PickProps = { type: 'radio' | 'checkbox'; name: string; id: string; choice: Choice; checked: boolean }

/** A radio or a checkbox with its words; `reveal` shows only while it is chosen, without JavaScript. */
const Pick = ({ type, name, id, choice, checked }: PickProps) => (
  <>
    <div className="pick">
      <input
        type={type}
        name={name}
        id={id}
        value={choice.value}
        defaultChecked={checked}
        aria-describedby={choice.source ? `${id}-source` : undefined}
      />
      <label htmlFor={id}>
        {choice.text}
        {choice.hint ? <small>{choice.hint}</small> : null}
      </label>
      {choice.source ? (
        <span id={`${id}-source`}>
          <Source {...choice.source} />
        </span>
      ) : null}
    </div>
    {choice.reveal ? <div className="reveal">{choice.reveal}</div> : null}
  </>
)

const Picks = ({
  type,
  p,
  choices,
  chosen,
}: {
  type: PickProps['type']
  p: FieldProps
  choices: readonly Choice[]
  chosen: readonly string[]
}) => {
  const id = p.id ?? fieldId(p.name)
  return (
    <Fieldset {...p} id={id}>
      {choices.map((choice, i) => (
        <Pick
          key={choice.value}
          type={type}
          name={p.name}
          id={i ? `${id}-${i + 1}` : id}
          choice={choice}
          checked={chosen.includes(choice.value)}
        />
      ))}
    </Fieldset>
  )
}

/** One of a few; none is chosen beforehand unless `value` says so. */
export const Radios = ({ value, choices, ...p }: FieldProps & { value?: string; choices: readonly Choice[] }) => (
  <Picks type="radio" p={p} choices={choices} chosen={value === undefined ? [] : [value]} />
)

/** Any of a few; the form sends the name once for each that is chosen. */
export const Checkboxes = ({ values = [], choices, ...p }: FieldProps & { values?: readonly string[]; choices: readonly Choice[] }) => (
  <Picks type="checkbox" p={p} choices={choices} chosen={values} />
)

/** A single statement to agree to. */
export const Agree = ({
  name,
  value = 'yes',
  checked,
  error,
  note,
  children,
}: {
  name: string
  value?: string
  checked?: boolean
  error?: string
  note?: ReactNode
  children: ReactNode
}) => {
  const id = fieldId(name)
  return (
    <div className={error ? 'field wrong' : 'field'}>
      {error ? (
        <p className="error" id={`${id}-error`}>
          <span className="vh">错误：</span>
          {error}
        </p>
      ) : null}
      <div className="pick">
        <input
          type="checkbox"
          id={id}
          name={name}
          value={value}
          defaultChecked={checked}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
        />
        <label htmlFor={id}>
          {children}
          {note ? <small>{note}</small> : null}
        </label>
      </div>
    </div>
  )
}
