import { refusals } from '#base/refusal.ts'

/** What the desk of items refuses, and what to do instead. */
export const refuse = refusals({
  'item.unknown': [404, '没有找到这个事项，可能已经改名。请回到事项列表看一看'],
  'item.no-draft': [404, '没有找到这个版本，可能已经发布或放弃。请回到事项列表看一看'],
  'item.no-version': [404, '“{name}”没有第 {version} 版。请从版本列表里选'],
  'item.no-offer': [409, '这个事项已经有人认领了，请刷新列表'],
  'item.code-taken': [409, '标识“{code}”已经用了，请换一个英文名'],
  'item.under-way': [409, '“{name}”已经有一个版本在编，请先把它办完或放弃'],
  'item.not-writable': [409, '这个版本{status}，不能再改。要改，请先退回修改'],
  'item.not-yours': [403, '由实施这个事项的单位的事项编制员来编。您可以看，不能改'],
  'item.not-changeable': [422, '“{path}”由基本目录定，不能在这里改'],
  'item.edited-meanwhile': [409, '{by}刚改过这个版本。请刷新看最新的，再把您的改动写一遍'],
  'item.may-not': [403, '现在不能{verb}：{why}'],
  'item.not-now': [409, '现在不能{verb}：{why}'],
  'item.say-why': [422, '请写明理由，至少 2 个字'],
  'item.form-unreadable': [422, '表单文件不是 JSON，第一处错误：{why}'],
  'item.no-office': [403, '您没有编制、审核、审定事项的岗位。需要的话，请联系本单位管理员'],
  'item.no-organ': [403, '您的账户没有所属单位，不能认领事项。请找系统管理员'],
})
