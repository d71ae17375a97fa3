/** Saves a question while it is typed, says when, and keeps what could not be saved until it can. */
import { csrfOf, say, sentenceOf } from './say.ts'

const pauseMs = 1_500
/** Never sent along: the client key of the real post, or which button was pressed. */
const own = ['_key', 'act']

export function rememberDrafts(page: Document): void {
  for (const form of page.querySelectorAll<HTMLFormElement>('form[data-autosave]')) new Autosave(form).start()
}

/** Kept by path, with whose it is: a new session has a new token, and nobody else may get it. */
const keptUnder = () => `typed ${location.pathname}`

function typedIn(form: HTMLFormElement): URLSearchParams {
  const typed = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string' && !own.includes(name)) typed.append(name, value)
  return typed
}

const timeOf = (at: string | undefined): string =>
  new Date(at ?? Date.now()).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'Asia/Shanghai' })

class Autosave {
  #timer: ReturnType<typeof setTimeout> | undefined
  #running = false
  #changed = false
  readonly #form: HTMLFormElement
  readonly #line: HTMLElement | null
  readonly #person = document.body.dataset.person ?? ''

  constructor(form: HTMLFormElement) {
    this.#form = form
    this.#line = form.querySelector('[data-saved]')
  }

  start(): void {
    this.#restore()
    this.#form.addEventListener('input', () => this.#later())
    this.#form.addEventListener('submit', () => clearTimeout(this.#timer))
    addEventListener('online', () => this.#later())
  }

  #later(): void {
    this.#changed = true
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#save(), pauseMs)
  }

  #tell(text: string): void {
    if (this.#line) this.#line.textContent = text
  }

  async #save(): Promise<void> {
    if (this.#running || !this.#changed) return
    this.#running = true
    this.#changed = false
    this.#tell('正在存……')
    const body = typedIn(this.#form)
    body.set('act', 'refresh')
    const headers = { accept: 'application/json', 'x-csrf-token': csrfOf(this.#form) }
    const answer = await fetch(this.#form.action || location.href, { method: 'POST', body, headers }).catch(() => undefined)
    this.#running = false
    if (answer?.ok) await this.#saved(answer)
    else if (answer?.status === 409) this.#clash(await sentenceOf(answer))
    else if (answer && (answer.status === 401 || answer.status === 403))
      this.#keep('登录已经到时间，刚才填的先记在这个页面里。请重新登录，登录后会自己补回来。')
    else this.#keep('网断了，刚才填的先记在这个页面里。网好了会自己再存。')
    if (this.#changed) this.#later()
  }

  async #saved(answer: Response): Promise<void> {
    const { savedAt } = (await answer.json()) as { savedAt?: string }
    this.#tell(`${timeOf(savedAt)} 已自动保存`)
    sessionStorage.removeItem(keptUnder())
    this.#form.parentElement?.querySelector('[data-said]')?.remove()
    document.dispatchEvent(new Event('haoban:seen'))
  }

  /** Another window was faster: what is typed here stays on the page, and the next press of the button shows both. */
  #clash(why: string): void {
    this.#tell('还没存上')
    say(this.#form, why, 'alert')
  }

  #keep(why: string): void {
    this.#tell('还没存上')
    const typed = typedIn(this.#form)
    typed.delete('_csrf')
    sessionStorage.setItem(keptUnder(), JSON.stringify({ person: this.#person, typed: typed.toString() }))
    say(this.#form, why, 'alert')
  }

  /** Puts back what was typed before the session ended, for the same person and no other. */
  #restore(): void {
    const kept = sessionStorage.getItem(keptUnder())
    if (!kept) return
    const before = JSON.parse(kept) as { person: string; typed: string }
    sessionStorage.removeItem(keptUnder())
    if (before.person !== this.#person) return
    fill(this.#form, new URLSearchParams(before.typed))
    say(this.#form, '刚才没存上的，已经替您补回来了。')
    this.#later()
  }
}

function fill(form: HTMLFormElement, typed: URLSearchParams): void {
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && ['hidden', 'file', 'submit'].includes(field.type)) continue
    if (field instanceof HTMLInputElement && ['radio', 'checkbox'].includes(field.type))
      field.checked = typed.getAll(field.name).includes(field.value)
    else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement)
      field.value = typed.get(field.name) ?? field.value
  }
}
