import { hmacSm3 } from '#base/digest.ts'
import { sameText } from '#base/secret.ts'
import type { Session } from '../schema.ts'

/** The token every form of a session carries; it changes with each sign-in. */
export const csrfOf = (session: Pick<Session, 'csrf'>): string => hmacSm3(Buffer.from(session.csrf, 'hex'), 'csrf')

/** Whether a form or a request header carries the session's token. */
export const csrfValid = (session: Pick<Session, 'csrf'>, given: string | undefined): boolean =>
  given !== undefined && sameText(csrfOf(session), given)
