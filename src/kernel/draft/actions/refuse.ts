import { refusals } from '#base/refusal.ts'

/** What is refused of versions under way, and what to do instead. */
export const refuse = refusals({
  'draft.unknown': [404, '没有找到这个版本，可能已经发布或放弃。请回到列表看一看'],
  'draft.under-way': [409, '“{title}”已经有一个版本在编，请先把它办完或放弃'],
  'draft.edited-meanwhile': [409, '{by}刚改过这个版本。请刷新看最新的，再把您的改动写一遍'],
  'draft.may-not': [409, '现在不能{verb}：{why}'],
  'draft.not-yours': [403, '{writer}。您可以看，不能改'],
  'draft.not-rehearsing': [409, '没有正在进行的预演，可能刚刚结束。请刷新看结果'],
  'draft.unrehearsed': [422, '这一版还没有用去年的办件预演过。请先预演；确实来不及，请写明理由，至少 4 个字'],
})
