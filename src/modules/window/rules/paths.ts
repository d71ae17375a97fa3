import type { PlanTask } from '#kernel/form/rules/plan.ts'

const parts: Record<PlanTask['kind'], (id: string) => string> = {
  question: (id) => `q/${id}`,
  material: (id) => `m/${id}`,
  check: () => 'check',
}

/** The page of one task of a draft; `from=check` comes straight back to the check page. */
export const taskHref = (draft: string, task: Pick<PlanTask, 'kind' | 'id'>, from?: 'check'): string =>
  `/drafts/${draft}/${parts[task.kind](task.id)}${from ? `?from=${from}` : ''}`
