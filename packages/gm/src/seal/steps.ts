/** The steps of checking a signature made with a seal (GB/T 38540-2020 section 7.3), each with a verdict and its reason. */

export const stepNames = [
  'format',
  'signature',
  'dataHash',
  'sealEqual',
  'certInSeal',
  'sealSignature',
  'sealValid',
  'certificate',
  'revocation',
  'timeStamp',
] as const
export type Step = (typeof stepNames)[number]

/** `true` holds, `false` does not, `null` does not apply or cannot be found out here. */
export type Verdict = boolean | null
export type Steps = Record<Step, Verdict>
export type Reasons = Record<Step, string>

/** A verdict and why, in words for whoever holds the file. */
export type Finding = readonly [verdict: Verdict, reason: string]

export const untold: Finding = [null, '格式不可识别，未检查']

export function collect(findings: Partial<Record<Step, Finding>>): { steps: Steps; reasons: Reasons } {
  const all = stepNames.map((name) => [name, findings[name] ?? untold] as const)
  return {
    steps: Object.fromEntries(all.map(([name, [verdict]]) => [name, verdict])) as Steps,
    reasons: Object.fromEntries(all.map(([name, [, reason]]) => [name, reason])) as Reasons,
  }
}

/** Without these no signature counts, whatever the others say. */
const needed: readonly Step[] = ['format', 'signature', 'dataHash', 'certInSeal', 'sealSignature', 'sealValid']

/** Whether the signature holds by cryptography and times: nothing needed is open, and nothing at all is false. */
export function holds(steps: Steps, without: readonly Step[] = []): boolean {
  return needed.every((name) => without.includes(name) || steps[name] === true) && stepNames.every((name) => steps[name] !== false)
}
