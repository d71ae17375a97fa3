/** The check in the browser alone: the file is read here, nothing is sent, and it works without a network. */
import { checkSealed, marks, standing } from '../rules/check.ts'
import type { CheckedSignature, CheckStep, SealCheck } from '../schema/check.ts'

type Child = Node | string

function el(tag: string, className: string, ...children: Child[]): HTMLElement {
  const node = document.createElement(tag)
  if (className) node.className = className
  node.append(...children)
  return node
}

const factsList = (facts: CheckedSignature['facts']) =>
  el('dl', 'facts', ...facts.map((f) => el('div', '', el('dt', '', f.name), el('dd', '', f.value))))

const stepRow = ({ holds, name, sentence }: CheckStep) =>
  el('li', holds === false ? 'wrong' : '', el('b', '', `${marks[String(holds) as keyof typeof marks]} ${name}`), el('span', '', sentence))

const signature = (s: CheckedSignature): HTMLElement[] => [
  el('h2', '', s.title),
  factsList(s.facts),
  el('ul', 'list checks', ...s.steps.map(stepRow)),
]

const notice = (tone: string, title: string, more: string) =>
  el('div', `notice notice--${tone}`, el('p', '', el('b', '', title)), el('div', '', more))

function drawn(report: SealCheck, name: string, demo: boolean): HTMLElement[] {
  const { tone, title, more } = standing(report, demo)
  const told = notice(tone, title, more)
  if (tone === 'done') told.setAttribute('role', 'status')
  const uncovered = report.uncovered.length > 0 ? [el('p', '', `签章没有管到的部分：${report.uncovered.join('、')}`)] : []
  return [told, factsList([{ name: '文件', value: name }]), ...report.signatures.flatMap(signature), ...uncovered]
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island=seal]')) {
  const place = document.querySelector<HTMLElement>('[data-report]')!
  const input = form.querySelector<HTMLInputElement>('input[type=file]')!
  const trusted = JSON.parse(form.dataset.trusted ?? '{"roots":[],"certificates":[],"revoked":[]}')
  const check = async () => {
    const file = input.files?.[0]
    if (!file) return place.replaceChildren(notice('warn', '请先选要核验的文件（OFD 或 PDF）', ''))
    place.replaceChildren(el('p', 'hint', '正在核验……'))
    const report = await checkSealed(file, trusted).catch(() => undefined)
    if (report) place.replaceChildren(...drawn(report, file.name, form.dataset.demo !== undefined))
    else place.replaceChildren(notice('warn', '打不开这个文件', '请确认选的是 OFD 或 PDF，文件没有正在被别的程序改写，再选一次'))
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
