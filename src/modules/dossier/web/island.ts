/** The check in the browser alone: the file is read here, nothing is sent, and it works without a network. */
import { checkDossier } from '../rules/check.ts'
import { factsOf, marks, standing } from '../rules/report.ts'
import type { DossierReport, Step } from '../schema.ts'

type Child = Node | string

function el(tag: string, className: string, ...children: Child[]): HTMLElement {
  const node = document.createElement(tag)
  if (className) node.className = className
  node.append(...children)
  return node
}

function stepRow({ holds, name, sentence, changed }: Step): HTMLElement {
  const row = el(
    'li',
    holds === false ? 'wrong' : '',
    el('b', '', `${marks[String(holds) as keyof typeof marks]} ${name}`),
    el('span', '', sentence),
  )
  if (changed.length) row.append(el('ul', '', ...changed.slice(0, 20).map((what) => el('li', '', what))))
  return row
}

function drawn(report: DossierReport, name: string): HTMLElement[] {
  const { tone, title, more } = standing(report)
  const notice = el('div', `notice notice--${tone}`, el('p', '', el('b', '', title)), el('div', '', more))
  if (tone === 'done') notice.setAttribute('role', 'status')
  const facts = factsOf(report, name).map((f) => el('div', '', el('dt', '', f.name), el('dd', '', f.value)))
  return [notice, el('dl', 'facts', ...facts), el('ul', 'list checks', ...report.steps.map(stepRow))]
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island=dossier]')) {
  const place = document.querySelector<HTMLElement>('[data-report]')!
  const input = form.querySelector<HTMLInputElement>('input[type=file]')!
  const check = async () => {
    const file = input.files?.[0]
    if (!file) return place.replaceChildren(el('div', 'notice notice--warn', el('p', '', el('b', '', '请先选要核对的案卷文件（.zip）'))))
    place.replaceChildren(el('p', 'hint', '正在核对……'))
    const bytes = new Uint8Array(await file.arrayBuffer())
    const keys = (form.dataset.keys ?? '').split(' ').filter(Boolean)
    place.replaceChildren(...drawn(checkDossier(bytes, keys), file.name))
  }
  input.addEventListener('change', () => void check())
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void check()
  })
  form.addEventListener('dragover', (event) => event.preventDefault())
  form.addEventListener('drop', (event) => {
    event.preventDefault()
    if (!event.dataTransfer?.files.length) return
    input.files = event.dataTransfer.files
    void check()
  })
}
