import { marks } from '../rules/check.ts'
import type { CheckedSignature } from '../schema/check.ts'

/** The steps of a check, each with its verdict and its sentence; those that fail stand out. */
export const Steps = ({ steps }: Pick<CheckedSignature, 'steps'>) => (
  <ul className="list checks">
    {steps.map((step) => (
      <li key={step.name} className={step.holds === false ? 'wrong' : undefined}>
        <b>
          {marks[String(step.holds) as keyof typeof marks]} {step.name}
        </b>
        <span>{step.sentence}</span>
      </li>
    ))}
  </ul>
)
