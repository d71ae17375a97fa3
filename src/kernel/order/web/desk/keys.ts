/** Keys of the list and the page of orders: those of the lists of cases, as far as orders have them. */
import type { KeyRows } from '#ui/desk/keys-help.tsx'

export const listKeys: KeyRows = [
  ['j k', '下一行、上一行'],
  ['x', '标记'],
  ['Enter', '打开'],
  ['a', '办标记的：能办的最多的一个动作'],
  ['z', '撤回刚办的一批'],
  ['Esc', '取消选择、关掉'],
  ['?', '快捷键'],
]

export const pageKeys = {
  title: '工单页',
  keys: [
    ['[ ]', '上一张、下一张'],
    ['u', '回到列表'],
    ['a', '办下一步'],
    ['z', '撤回刚办的'],
    ['?', '快捷键'],
  ] satisfies KeyRows,
}
