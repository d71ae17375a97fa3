export type VerdictValue = 'met' | 'not-met' | 'unknown'

const values: readonly (readonly [VerdictValue, string, string])[] = [
  ['met', '符合', 'yes'],
  ['not-met', '不符合', 'no'],
  ['unknown', '未定', 'unk'],
]

/** Three-valued verdict on one point; with `onChange` a radio group, without it the machine's or a colleague's finding. */
export const Verdict = ({
  name,
  label,
  value,
  onChange,
}: {
  name: string
  label: string
  value: VerdictValue
  onChange?: (value: VerdictValue) => void
}) =>
  onChange ? (
    <fieldset className="verdict">
      <legend className="vh">{label}</legend>
      {values.map(([v, word, className]) => (
        <label key={v} className={v === value ? className : undefined}>
          <input className="vh" type="radio" name={name} value={v} checked={v === value} onChange={() => onChange(v)} />
          {word}
        </label>
      ))}
    </fieldset>
  ) : (
    <span className="verdict">
      <span className="vh">{label}：</span>
      {values.map(([v, word, className]) => (
        <i key={v} className={v === value ? className : undefined} aria-hidden={v === value ? undefined : 'true'}>
          {word}
        </i>
      ))}
    </span>
  )
