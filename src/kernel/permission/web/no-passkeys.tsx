import type { ReactNode } from 'react'

const title = '这个浏览器现在用不了通行密钥'

/** Where a browser cannot use passkeys the form stays hidden, and this says what to do instead: without scripts at once, else the script shows it. */
export const NoPasskeys = ({ children }: { children: ReactNode }) => (
  <>
    <noscript>
      <div className="notice notice--warn">
        <p>
          <b>{title}</b>
        </p>
        <div>没有打开 JavaScript。{children}</div>
      </div>
    </noscript>
    <div className="notice notice--warn" hidden data-without-passkeys="">
      <p>
        <b>{title}</b>
      </p>
      <div>{children}</div>
    </div>
  </>
)
