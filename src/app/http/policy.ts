/** What a page may load and run (等保三级): nothing but the house's own. */
import { createHash } from 'node:crypto'
import { modellerStyles } from '#ui/modeller-styles.ts'

const digests = modellerStyles.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)

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

/** The desk's: by their digests also the style attributes of its modellers, and no other (CSP Level 3, `unsafe-hashes`). */
export const deskPolicy = (nonce: string): string => policy(nonce, ["'unsafe-hashes'", ...digests])
