import { pino } from 'pino'

/** What the house needs of a log; pino fits. */
export interface Logger {
  info(data: object, message?: string): void
  warn(data: object, message?: string): void
  error(data: object, message?: string): void
}

/** Keys that hold secrets or personal data, wherever they stand in what is logged. */
const secret = ['password', 'token', 'cookie', 'authorization', 'idNo', 'phone', 'address', 'answers', 'secret', 'csrf', 'code']
const paths = secret.flatMap((k) => [k, `*.${k}`, `*.*.${k}`])

/** One JSON line an event, on standard error; personal data and secrets are replaced by a mark. */
export function openLog(level = 'info'): Logger {
  return pino({ level, redact: { paths, censor: '[redacted]' }, base: null }, pino.destination(2))
}
