/** How the desk talks to the house: the session's token on every command, a key for each, and refusals as sentences. */

export type FieldWrong = { field: string; sentence: string }

/** A refusal or fault as the desk shows it: the sentence, the code, the fields that are wrong. */
export class Told extends Error {
  readonly status: number
  readonly code: string
  readonly fields: readonly FieldWrong[]
  constructor(status: number, code: string, sentence: string, fields: readonly FieldWrong[] = []) {
    super(sentence)
    this.status = status
    this.code = code
    this.fields = fields
  }
}

export type Session = {
  city: { name: string; demo: boolean }
  who: { id: string; kind: string; name: string; organ: string | null }
  grants: { permission: string; organ: string; division: string }[]
  csrf: string | null
  mustChange: boolean
  /** The moment of the house, which may live in another year than the browser. */
  at: string
}

let token = ''

/** Leads to the sign-in and back to this very page. */
export function signIn(): void {
  location.assign(`/sign-in?as=staff&back=${encodeURIComponent(location.pathname + location.search)}`)
}

const offline = () => new Told(0, 'offline', '网络断了，内容还在。连上网再试一次')

/** What left its road: given up by the page itself, or by the network. */
const lost = (error: unknown): never => {
  throw (error as Error).name === 'AbortError' ? error : offline()
}

/** What stands in an answer: nothing, JSON, or something that is not the house's. */
function jsonOf(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    throw new Told(0, 'network', '回来的不是本系统的回答，请刷新再试')
  }
}

/** An answer counts only when the whole of it came. */
async function answerOf<T>(response: Response): Promise<T> {
  if (response.ok) return jsonOf(await response.text().catch(lost)) as T
  if (response.status === 401) signIn()
  const body = await response.json().catch(() => undefined)
  throw new Told(response.status, body?.code ?? 'network', body?.title ?? '系统没有回答，请稍后再试', body?.fields ?? [])
}

const send = (path: string, init: RequestInit = {}) =>
  fetch(path, { ...init, headers: { accept: 'application/json', ...init.headers } }).catch(lost)

export async function load<T>(path: string, signal?: AbortSignal): Promise<T> {
  return answerOf<T>(await send(path, { signal }))
}

/** Who is signed in; the token of the session is kept for the commands that follow. */
export async function openSession(): Promise<Session> {
  const session = await load<Session>('/session')
  token = session.csrf ?? ''
  return session
}

let makeKey = (): string => ''

/** Chance comes from the application that shows the desk. */
export function makeKeysWith(make: () => string): void {
  makeKey = make
}

/** A key for one command: pressing twice, or trying again after the network broke, is still one command. */
export const newKey = (): string => makeKey()

let prove: (() => Promise<boolean>) | undefined

/** Who asks the clerk for a second factor where an act wants one; the answer says whether he gave it. Undefined where nobody does. */
export function proveWith(ask: (() => Promise<boolean>) | undefined): void {
  prove = ask
}

/** Where an act wants a second factor, it is asked for and the act sent again: what was typed stays. */
async function proving<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Told) || error.code !== 'permission.step-up' || !prove || !(await prove())) throw error
    return work()
  }
}

export const command = <T>(path: string, body: object, key: string = newKey()): Promise<T> =>
  proving(async () =>
    answerOf<T>(
      await send(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'x-csrf-token': token, 'idempotency-key': key },
      }),
    ),
  )

/** A step of proving oneself, which the house keeps no answer of. */
export const sendProof = async <T>(path: string, body: object): Promise<T> =>
  answerOf<T>(
    await send(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'x-csrf-token': token },
    }),
  )

/**
 * A word in passing that nobody waits for: without a key, so that the house keeps no answer; it reaches the house though the page goes
 * away meanwhile. Where it is refused the page stays, and nobody is led to the sign-in.
 */
export async function mention<T>(path: string): Promise<T> {
  const headers = { 'content-type': 'application/json', 'x-csrf-token': token }
  const response = await send(path, { method: 'POST', body: '{}', keepalive: true, headers })
  if (!response.ok) throw new Told(response.status, 'network', '系统没有回答，请稍后再试')
  return jsonOf(await response.text().catch(lost)) as T
}

/** Sends a file, alone or with the fields of a command and its key. */
export async function upload<T>(
  path: string,
  file: File | undefined,
  { fields = {}, key }: { fields?: Record<string, string>; key?: string } = {},
): Promise<T> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  if (file) form.append('file', file)
  const headers = { 'x-csrf-token': token, ...(key ? { 'idempotency-key': key } : {}) }
  return proving(async () => answerOf<T>(await send(path, { method: 'POST', body: form, headers })))
}

export const sentenceOf = (error: unknown): string => (error instanceof Told ? error.message : '页面出了问题，请刷新再试')
