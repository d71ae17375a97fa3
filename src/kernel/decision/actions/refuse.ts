import { refusals } from '#base/refusal.ts'

/** What the desk of rules refuses, and what to do instead. */
export const refuse = refusals({
  'decision.unknown': [404, '没有找到这个规则表。请回到规则表列表看一看'],
  'decision.no-version': [404, '没有这一版。请从版本列表里选'],
  'decision.unreadable': [422, '文件读不懂，用例写不进去：{why}。请先改好文件'],
})
