/** The openssl command as a witness from outside, where it is installed and knows SM2; nothing here depends on it. */
import { execFileSync, spawnSync } from 'node:child_process'

const version = spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout ?? ''

/** Whether there is an OpenSSL of version 3 or later. */
export const hasOpenssl: boolean = /^OpenSSL ([3-9]|\d{2,})\./.test(version)

/** What the command prints; throws where it fails. */
export const openssl = (...args: readonly string[]): string => execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' })
