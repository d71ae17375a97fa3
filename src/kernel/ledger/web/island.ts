/** The check in the browser alone: the file is read here, nothing is sent, and it works without a network. */
import { checkProof } from '../rules/receipt.ts'
import { factsOf, marks, standing } from '../rules/words.ts'
import type { ProofReport, ProofStep } from '../schema.ts'

function el(tag: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const node = document.createElement(tag)
  if (className) node.className = className
  node.append(...children)
  return node
}

const stepRow = ({ holds, name, sentence }: ProofStep): HTMLElement =>
  el('li', holds === false ? 'wrong' : '', el('b', '', `${marks[String(holds) as keyof typeof marks]} ${name}`), el('span', '', sentence))

function drawn(report: ProofReport, name: string): HTMLElement[] {
  const { tone, title, more } = standing(report)
  const notice = el('div', `notice notice--${tone}`, el('p', '', el('b', '', title)), el('div', '', more))
  if (tone === 'done') notice.setAttribute('role', 'status')
  const facts = factsOf(report, name).map((f) => el('div', '', el('dt', '', f.name), el('dd', '', f.value)))
  return [notice, el('dl', 'facts', ...facts), el('ul', 'list checks', ...report.steps.map(stepRow))]
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island=ledger]')) {
  const place = document.querySelector<HTMLElement>('[data-report]')!
  const input = form.querySelector<HTMLInputElement>('input[type=file]')!
  const check = async () => {
    const file = input.files?.[0]
    if (!file)
      return place.replaceChildren(
        el('div', 'notice notice--warn', el('p', '', el('b', '', '请先选要核对的文件：账本凭证、检查点或者增长证明'))),
      )
    const keys = (form.dataset.keys ?? '').split(' ').filter(Boolean)
    place.replaceChildren(...drawn(checkProof(await file.text(), keys), file.name))
  }
  input.addEventListener('change', () => void check())
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void check()
  })
}
