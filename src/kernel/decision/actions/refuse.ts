import { refusals } from '#base/refusal.ts'

/** What the desk of rules refuses, and what to do instead. */
export const refuse = refusals({
  'decision.unknown': [404, '没有找到这个规则表。请回到规则表列表看一看'],
  'decision.no-version': [404, '没有这一版。请从版本列表里选'],
  'decision.no-draft': [404, '没有找到这个版本，可能已经发布或放弃。请回到规则表列表看一看'],
  'decision.under-way': [409, '“{title}”已经有一个版本在编，请先把它办完或放弃'],
  'decision.edited-meanwhile': [409, '{by}刚改过这个版本。请刷新看最新的，再把您的改动写一遍'],
  'decision.unreadable': [422, '文件读不懂，用例写不进去：{why}。请先改好文件'],
  'decision.may-not': [409, '现在不能{verb}：{why}'],
  'decision.not-yours': [403, '由实施这个事项的单位的编制员来编。您可以看，不能改'],
  'decision.not-rehearsing': [409, '没有正在进行的预演，可能刚刚结束。请刷新看结果'],
  'decision.unrehearsed': [422, '这一版还没有用去年的办件预演过。请先预演；确实来不及，请写明理由，至少 4 个字'],
})
