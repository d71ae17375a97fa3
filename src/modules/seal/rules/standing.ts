/**
 * Which acts approve a seal is declared by the room that leaves their facts (`sealActs`). No act that is not declared approves anything; a
 * declared one approves the paper of its own subject and organ alone, and what it grants.
 */
import type { SealAct } from '#kernel/module.ts'

/** Why a use may not rely on a fact, in one word; undefined where it may. `organ` is whose act it was, `owner` whose seal is asked for. */
export function whyNotStanding(
  act: Pick<SealAct, 'grants'> | undefined,
  fact: { about: string; organ: string | undefined },
  asked: { subject: string; owner: string },
): 'no-standing' | 'other-subject' | 'other-organ' | undefined {
  if (!act) return 'no-standing'
  const granted = act.grants?.some((word) => asked.subject.startsWith(`${word}:`)) ?? false
  if (fact.about !== asked.subject && !granted) return 'other-subject'
  return fact.organ !== undefined && fact.organ === asked.owner ? undefined : 'other-organ'
}
