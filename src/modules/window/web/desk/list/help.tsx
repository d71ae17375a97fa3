import { KeysOf } from '#ui/desk/keys-help.tsx'

export const listKeys = [
  ['/', '查找'],
  ['j k', '下一行、上一行'],
  ['x', '标记'],
  ['Enter', '打开'],
  ['a s d', '受理、补正、决定（标记的，或所在的一行）'],
  ['n', '领下一件'],
  ['z', '撤回刚办的'],
  ['Esc', '取消选择、关掉'],
] as const

export const caseKeys = [
  ['[ ]', '上一件、下一件'],
  ['u', '回到列表'],
  ['a', '受理'],
  ['s', '一次性告知补正'],
  ['d', '作决定；还没到决定时提审查意见'],
  ['c', '领取'],
  ['v', '下一个没定的审查要点；← → 改判'],
  ['z', '撤回刚办的'],
  ['f', '看下一份材料'],
  ['b', '并排比对两份，再按收起'],
  ['?', '快捷键'],
] as const

/** Every key of the desk on one page; whatever a key does, a button does too. */
export const KeysHelp = ({ close }: { close: () => void }) => (
  <KeysOf list={listKeys} page={{ title: '办件页', keys: caseKeys }} close={close} />
)
