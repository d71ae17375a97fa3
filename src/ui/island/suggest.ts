/** Suggestions under the search box: a combobox with a list (WAI-ARIA 1.2); the form sends what was typed, with or without them. */

type Suggestion = { name: string; href: string }
const pauseMs = 120

export function suggestItems(page: Document): void {
  for (const input of page.querySelectorAll<HTMLInputElement>('input[data-suggest]')) {
    const box = page.getElementById(`${input.id}-suggest`)
    if (box) new Combobox(input, box).open()
  }
}

class Combobox {
  #at = -1
  #asked: AbortController | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #list = document.createElement('ul')
  readonly #told = document.createElement('p')
  readonly #input: HTMLInputElement
  readonly #box: HTMLElement

  constructor(input: HTMLInputElement, box: HTMLElement) {
    this.#input = input
    this.#box = box
  }

  open(): void {
    this.#list.id = `${this.#input.id}-list`
    this.#list.setAttribute('role', 'listbox')
    this.#list.setAttribute('aria-label', '搜索提示')
    this.#told.className = 'vh'
    this.#told.setAttribute('role', 'status')
    this.#box.removeAttribute('aria-live')
    this.#box.before(this.#told)
    this.#box.append(this.#list)
    this.#input.setAttribute('role', 'combobox')
    this.#input.setAttribute('aria-autocomplete', 'list')
    this.#input.setAttribute('aria-controls', this.#list.id)
    this.#input.setAttribute('aria-expanded', 'false')
    this.#input.addEventListener('input', () => {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => void this.#ask().catch(() => undefined), pauseMs)
    })
    this.#input.addEventListener('keydown', (event) => this.#press(event))
    this.#input.addEventListener('blur', () => setTimeout(() => this.#close(), 200))
  }

  get #options(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>('[role=option]')]
  }

  #close(): void {
    this.#box.hidden = true
    this.#input.setAttribute('aria-expanded', 'false')
    this.#choose(-1)
  }

  #choose(next: number): void {
    this.#at = next
    for (const [i, option] of this.#options.entries()) option.setAttribute('aria-selected', String(i === next))
    const chosen = this.#options[next]
    if (chosen) this.#input.setAttribute('aria-activedescendant', chosen.id)
    else this.#input.removeAttribute('aria-activedescendant')
  }

  #show(found: readonly Suggestion[]): void {
    this.#list.replaceChildren(...found.map((s, i) => optionOf(`${this.#list.id}-${i}`, s)))
    this.#box.hidden = found.length === 0
    this.#input.setAttribute('aria-expanded', String(found.length > 0))
    this.#told.textContent = found.length ? `有 ${found.length} 个提示，按上下键选` : '没有提示'
    this.#choose(-1)
  }

  async #ask(): Promise<void> {
    this.#asked?.abort()
    const q = this.#input.value.trim()
    if (!q) return this.#close()
    this.#asked = new AbortController()
    const answer = await fetch(`/suggest?q=${encodeURIComponent(q)}`, {
      signal: this.#asked.signal,
      headers: { accept: 'application/json' },
    })
    if (answer.ok) this.#show(((await answer.json()) as { suggestions: Suggestion[] }).suggestions)
  }

  /** Up and down go round through the list and through the box itself. */
  #press(event: KeyboardEvent): void {
    if (event.isComposing || this.#box.hidden) return
    const last = this.#options.length - 1
    const link = this.#options[this.#at]?.querySelector('a')
    if (event.key === 'Escape') this.#close()
    else if (event.key === 'ArrowDown') this.#choose(this.#at === last ? -1 : this.#at + 1)
    else if (event.key === 'ArrowUp') this.#choose(this.#at === -1 ? last : this.#at - 1)
    else if (event.key === 'Enter' && link) link.click()
    else return
    event.preventDefault()
  }
}

function optionOf(id: string, { name, href }: Suggestion): HTMLElement {
  const option = document.createElement('li')
  option.id = id
  option.setAttribute('role', 'option')
  option.setAttribute('aria-selected', 'false')
  const link = document.createElement('a')
  link.href = href
  link.tabIndex = -1
  link.textContent = name
  option.append(link)
  return option
}
