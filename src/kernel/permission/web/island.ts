/** Passkeys in the browser: binding one, signing in with one, proving oneself with one. What is refused stands beside the button. */
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { csrfOf, say, sentenceOf } from '#ui/island/say.ts'

type Answer = { to?: string }
/** Where a form stands is where its commands go: the address of an officer's link holds its token. */
const here = location.pathname

type Way = { ask: string; send: string; then: (answer: Answer) => string; fields: readonly string[]; makes?: true }

const ways: Record<string, Way> = {
  enrol: {
    ask: '/account/passkeys/options',
    send: '/account/passkeys',
    fields: ['title', 'password'],
    then: () => '/account#passkeys',
    makes: true,
  },
  invited: { ask: `${here}/options`, send: here, fields: ['name', 'login'], then: ({ to }) => to ?? '/sign-in', makes: true },
  'sign-in': { ask: '/sign-in/passkey/options', send: '/sign-in/passkey', fields: ['back'], then: ({ to }) => to ?? '/' },
  'step-up': { ask: '/account/step-up/options', send: '/account/step-up/passkey', fields: ['back'], then: ({ to }) => to ?? '/account' },
}

class Refused extends Error {}

async function post(form: HTMLFormElement, path: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', 'x-csrf-token': csrfOf(form) }
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => undefined)
  if (!answer) throw new Refused('网络断了，请连上网再试一次')
  if (!answer.ok) throw new Refused(await sentenceOf(answer))
  return answer.json()
}

/** What went wrong in words; a browser says by the name of its error why there is no passkey (Web Authentication, 5.1.3 and 5.1.4). */
function wordsOf(error: unknown): string {
  if (error instanceof Refused) return error.message
  const { name } = error as Error
  if (name === 'NotAllowedError') return '没有验成：您取消了，或者等得太久。请再试一次'
  if (name === 'InvalidStateError') return '这台设备上已经有这个账户的通行密钥，不用再绑'
  if (name === 'SecurityError') return '网址和本站登记的不一样，用不了通行密钥。请从本站的正式网址打开'
  return '这台设备现在用不了通行密钥，请换别的办法'
}

/** What the house is told before it asks: who binds one says who he is. */
const asked = ({ title, back, ...rest }: Record<string, string>): object => rest

async function run(form: HTMLFormElement, way: Way): Promise<void> {
  const given = new FormData(form)
  const fields = Object.fromEntries(way.fields.map((name) => [name, String(given.get(name) ?? '')]))
  const optionsJSON = (await post(form, way.ask, asked(fields))) as never
  const response = way.makes ? await startRegistration({ optionsJSON }) : await startAuthentication({ optionsJSON })
  const answer = (await post(form, way.send, { ...fields, response })) as Answer
  const to = new URL(way.then(answer), location.href)
  // the same page with another fragment would not be asked for anew
  if (to.pathname === location.pathname) location.reload()
  else location.assign(to)
}

if (!browserSupportsWebAuthn()) for (const note of document.querySelectorAll<HTMLElement>('[data-without-passkeys]')) note.hidden = false

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
  const way = ways[form.dataset.passkey ?? '']
  if (!way || !browserSupportsWebAuthn()) continue
  form.hidden = false
  let busy = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    if (busy) return
    busy = true
    run(form, way)
      .catch((error: unknown) => void say(form, wordsOf(error), 'alert'))
      .finally(() => {
        busy = false
      })
  })
}
