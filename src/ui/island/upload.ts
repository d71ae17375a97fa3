/** Sends the files of one material one by one, with progress; each that is refused is named with its reason, the others stay. */
import { csrfOf, sentenceOf } from './say.ts'

export function uploadOneByOne(page: Document): void {
  for (const form of page.querySelectorAll<HTMLFormElement>('form[data-upload]')) {
    const input = form.querySelector<HTMLInputElement>('input[type=file]')
    if (input) input.addEventListener('change', () => void sendAll(form, input))
  }
}

type Line = { row: HTMLElement; bar: HTMLProgressElement; text: HTMLElement }

async function sendAll(form: HTMLFormElement, input: HTMLInputElement): Promise<void> {
  const files = [...(input.files ?? [])]
  if (files.length === 0) return
  const { list, status } = listBeside(input)
  const lines = files.map((file) => lineFor(list, file))
  input.value = ''
  let refused = 0
  for (const [i, file] of files.entries()) {
    status.textContent = `正在传第 ${i + 1} 个，共 ${files.length} 个`
    refused += (await sendOne(form, input.name, file, lines[i]!)) ? 0 : 1
  }
  status.textContent = refused
    ? `${files.length - refused} 个传好了，${refused} 个没有传上，原因写在文件旁边`
    : `${files.length} 个都传好了`
  document.dispatchEvent(new Event('haoban:seen'))
  if (refused === 0) location.assign(location.pathname + location.search)
}

function listBeside(input: HTMLInputElement): { list: HTMLElement; status: HTMLElement } {
  const picker = input.closest<HTMLElement>('.picker') ?? input
  const found = picker.parentElement!.querySelector<HTMLElement>('[data-sending]')
  const list = found ?? document.createElement('ul')
  const status = (found?.previousElementSibling as HTMLElement | null) ?? document.createElement('p')
  if (!found) {
    list.className = 'list files'
    list.dataset.sending = ''
    status.className = 'hint'
    status.setAttribute('role', 'status')
    picker.after(status, list)
  }
  return { list, status }
}

function lineFor(list: HTMLElement, file: File): Line {
  const row = document.createElement('li')
  const name = document.createElement('span')
  const text = document.createElement('small')
  const bar = document.createElement('progress')
  name.textContent = file.name
  bar.max = 100
  bar.value = 0
  bar.setAttribute('aria-label', `${file.name}传了多少`)
  name.append(text)
  row.append(name, bar)
  list.append(row)
  return { row, bar, text }
}

/** One file to the same address as the form's; the server's own sentence stands beside it where it is refused. */
function sendOne(form: HTMLFormElement, name: string, file: File, { row, bar, text }: Line): Promise<boolean> {
  const body = new FormData()
  body.append('provide', 'upload')
  body.append(name, file)
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const end = (sentence: string | undefined) => {
      text.textContent = sentence ?? '传好了'
      row.classList.toggle('wrong', sentence !== undefined)
      if (sentence) bar.replaceWith(retry(form, name, file, { row, bar, text }))
      resolve(sentence === undefined)
    }
    request.upload.onprogress = (e) => {
      bar.value = e.total ? (100 * e.loaded) / e.total : 0
      text.textContent = e.loaded < e.total ? `${Math.round(bar.value)}%` : '传完了，正在检查'
    }
    request.onload = async () => {
      if (request.status < 300) return end(undefined)
      end(await sentenceOf(new Response(request.responseText)))
    }
    request.onerror = () => end('网断了，没有传上')
    request.open('POST', form.action || location.href)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('x-csrf-token', csrfOf(form))
    request.send(body)
  })
}

function retry(form: HTMLFormElement, name: string, file: File, line: Line): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'linklike'
  button.textContent = '再传一次'
  button.addEventListener('click', async () => {
    line.bar.value = 0
    button.replaceWith(line.bar)
    if (await sendOne(form, name, file, line)) location.assign(location.pathname + location.search)
  })
  return button
}
