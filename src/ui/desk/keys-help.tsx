import { Dialog } from './dialog.tsx'

export type KeyRows = readonly (readonly [keys: string, word: string])[]

const Keys = ({ title, rows }: { title: string; rows: KeyRows }) => (
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

/** Every key of a list and of the page that it opens; whatever a key does, a button does too. */
export const KeysOf = ({ list, page, close }: { list: KeyRows; page: { title: string; keys: KeyRows }; close: () => void }) => (
  <Dialog title="快捷键" close={close} loose>
    <div className="two">
      <Keys title="列表" rows={list} />
      <Keys title={page.title} rows={page.keys} />
    </div>
    <p className="soft small">每个快捷键都有对应的按钮。正在输入文字时，快捷键不起作用。</p>
  </Dialog>
)
