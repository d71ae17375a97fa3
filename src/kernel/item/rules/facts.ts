import { verbTitle } from './life.ts'

/** What the facts of an item are called where a person reads them. */
export const itemFacts: Record<string, string> = {
  'item.published': verbTitle('publish'),
  'item.claimed': verbTitle('claim'),
  'item.drafting-begun': verbTitle('draft'),
  'item.change-begun': verbTitle('change'),
  'item.submitted': verbTitle('submit'),
  'item.returned': verbTitle('return'),
  'item.endorsed': verbTitle('endorse'),
  'item.approved': verbTitle('approve'),
  'item.abandoned': '放弃',
  'item.rehearsal-asked': '预演时限',
  'item.suspended': verbTitle('suspend'),
  'item.resumed': verbTitle('resume'),
  'item.cancelled': verbTitle('cancel'),
}
