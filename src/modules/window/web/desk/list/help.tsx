import { Dialog } from '#ui/desk/dialog.tsx'

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

type Rows = readonly (readonly [string, string])[]
const Keys = ({ title, rows }: { title: string; rows: Rows }) => (
  <section className="stack">
    <h3>{title}</h3>
    <dl className="keys-list">
      {rows.map(([keys, word]) => [
        <dt key={keys}>
          {keys.split(' ').map((k) => (
            <kbd key={k}>{k}</kbd>
          ))}
        </dt>,
        <dd key={word}>{word}</dd>,
      ])}
    </dl>
  </section>
)

/** Every key of the desk on one page; whatever a key does, a button does too. */
export const KeysHelp = ({ close }: { close: () => void }) => (
  <Dialog title="快捷键" close={close} loose>
    <div className="two">
      <Keys title="列表" rows={listKeys} />
      <Keys title="办件页" rows={caseKeys} />
    </div>
    <p className="soft small">每个快捷键都有对应的按钮。正在输入文字时，快捷键不起作用。</p>
  </Dialog>
)
