/** What a page may load and run (等保三级): nothing but the house's own. */
import { createHash } from 'node:crypto'

/** The style attributes that the modellers of the desk write into their own markup, their mark among them, word for word. */
const modellerStyles = [
  'position: absolute; bottom: 15px; right: 15px; z-index: 100;',
  'vertical-align:middle',
  'z-index: 1001;position: fixed;top: 0;left: 0;right: 0;bottom: 0',
  'width: 100%;height: 100%;background: rgba(40,40,40,0.2)',
  'position: absolute;left: 50%;top: 40%;transform: translate(-50%);width: 260px;padding: 10px;background: white;box-shadow: 0 1px 4px rgba(0,0,0,0.3);font-family: Helvetica, Arial, sans-serif;font-size: 14px;display: flex;line-height: 1.3',
  'margin: 15px 20px 15px 10px; align-self: center;',
  '\n          visibility: hidden;\n          position: fixed;\n          top: -10000px\n      ',
].map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)

const policy = (nonce: string, styles: readonly string[]) =>
  [
    "default-src 'self'",
    "img-src 'self' data: blob:",
    `style-src 'self' 'nonce-${nonce}'${styles.map((s) => ` ${s}`).join('')}`,
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; ')

export const pagePolicy = (nonce: string): string => policy(nonce, [])

/** The desk's: by their digests those style attributes also, and no other (CSP Level 3, `unsafe-hashes`). */
export const deskPolicy = (nonce: string): string => policy(nonce, ["'unsafe-hashes'", ...modellerStyles])
