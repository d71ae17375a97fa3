import type { FieldProps } from './field.tsx'
import { Radios } from './pick.tsx'

/** The five grades of 好差评 (GB/T 39735-2020): 5 very satisfied to 1 very dissatisfied. */
export const grades = [
  { value: '5', text: '非常满意' },
  { value: '4', text: '满意' },
  { value: '3', text: '基本满意' },
  { value: '2', text: '不满意' },
  { value: '1', text: '非常不满意' },
] as const

/** A grade as stars and word; the stars are decoration, the word is the message. */
export const Stars = ({ grade }: { grade: 1 | 2 | 3 | 4 | 5 }) => (
  <span className="stars">
    <span aria-hidden="true">
      {'★'.repeat(grade)}
      <i>{'★'.repeat(5 - grade)}</i>
    </span>
    {grades[5 - grade]!.text}
  </span>
)

/** Five radios with words; none is chosen beforehand, for a default is no opinion. */
export const RatingField = ({
  value,
  label = '这次办得怎么样？',
  ...p
}: Omit<FieldProps, 'label'> & { label?: FieldProps['label']; value?: string }) => (
  <Radios
    {...p}
    label={label}
    value={value}
    choices={grades.map((g) => ({ value: g.value, text: <Stars grade={Number(g.value) as 1 | 2 | 3 | 4 | 5} /> }))}
  />
)
