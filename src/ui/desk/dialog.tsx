import { Modal } from 'antd'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'

/** Where the focus goes in a dialog: to what is written in first, else to the last button, which is the act. */
function firstOf(body: HTMLElement): HTMLElement | undefined {
  const field = body.querySelector<HTMLElement>('input:not([type=hidden], :disabled), textarea:not(:disabled), [role=combobox]')
  if (field) return field
  const buttons = body.closest('[role=dialog]')?.querySelectorAll<HTMLElement>('button:not(:disabled)')
  return [...(buttons ?? [])].at(-1)
}

/** Back to where the dialog was opened from; where that is gone, to the heading of the page. A page that has moved the focus on keeps it. */
function goBack(from: Element | null): void {
  if (document.activeElement && document.activeElement !== document.body) return
  const to =
    from instanceof HTMLElement && from.isConnected && from !== document.body ? from : document.querySelector<HTMLElement>('main h1')
  if (!to) return
  if (!to.matches('a, button, input, textarea, select, [tabindex]')) to.tabIndex = -1
  to.focus({ preventScroll: true })
}

const place = () => document.getElementById('desk') ?? document.body

type Props = { title: string; close: () => void; footer?: ReactNode; narrow?: true; loose?: true; children: ReactNode }

/**
 * A dialog of the desk: the focus goes to its first field, stays inside, and returns to where it came from (WCAG 2.4.3). A press
 * beside it closes only a `loose` one, in which nothing is written.
 */
export function Dialog({ title, close, footer = null, narrow, loose, children }: Props) {
  const [from] = useState(() => document.activeElement)
  const body = useRef<HTMLDivElement | null>(null)
  useEffect(() => () => void setTimeout(() => goBack(from)), [from])
  const enter = useCallback((at: HTMLDivElement | null) => {
    body.current = at
    if (at) firstOf(at)?.focus()
  }, [])
  return (
    <Modal
      open
      title={title}
      onCancel={close}
      afterOpenChange={(open) => open && !body.current?.contains(document.activeElement) && enter(body.current)}
      destroyOnHidden
      // beside the page and not in the body: there it would lock the scrolling with a style that bears no nonce (CSP)
      getContainer={place}
      width={narrow ? 'min(32rem, 94vw)' : 'min(46rem, 94vw)'}
      mask={{ closable: loose ?? false }}
      footer={footer}
    >
      <div ref={enter}>{children}</div>
    </Modal>
  )
}
