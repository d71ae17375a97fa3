/** Warns five minutes before an unused session ends, and lets it go on with one press; what is typed stays on the page. */

const warnSeconds = 300

export function watchSession(page: Document): void {
  const seconds = Number(page.body.dataset.session)
  if (!seconds) return
  let timers: ReturnType<typeof setTimeout>[] = []
  const dialog = dialogOf(page)
  const begin = (left: number) => {
    for (const t of timers) clearTimeout(t)
    if (dialog.box.open) dialog.box.close()
    timers = [setTimeout(() => warn(dialog), Math.max(0, left - warnSeconds) * 1000), setTimeout(() => ended(dialog), left * 1000)]
  }
  begin(seconds)
  // Whatever reached the server prolonged the session there.
  page.addEventListener('haoban:seen', () => begin(seconds))
  dialog.on.addEventListener('click', async () => {
    const answer = await fetch('/session', { headers: { accept: 'application/json' } }).catch(() => undefined)
    const known = (await answer?.json().catch(() => undefined)) as { who?: { kind: string } } | undefined
    if (known?.who && known.who.kind !== 'anyone') begin(seconds)
    else ended(dialog)
  })
}

type Dialog = { box: HTMLDialogElement; title: HTMLElement; text: HTMLElement; on: HTMLButtonElement; again: HTMLAnchorElement }

function dialogOf(page: Document): Dialog {
  const box = page.createElement('dialog')
  const title = page.createElement('h2')
  const text = page.createElement('p')
  const on = page.createElement('button')
  const again = page.createElement('a')
  const acts = page.createElement('div')
  box.className = 'session'
  box.setAttribute('role', 'alertdialog')
  title.id = 'session-h'
  text.id = 'session-t'
  box.setAttribute('aria-labelledby', title.id)
  box.setAttribute('aria-describedby', text.id)
  acts.className = 'acts'
  on.type = 'button'
  on.className = 'btn'
  on.textContent = '接着办'
  again.className = 'btn'
  again.textContent = '重新登录'
  again.href = `/sign-in?back=${encodeURIComponent(location.pathname + location.search)}`
  acts.append(on, again)
  box.append(title, text, acts)
  page.body.append(box)
  return { box, title, text, on, again }
}

function warn({ box, title, text, on, again }: Dialog): void {
  title.textContent = '还在吗？再过 5 分钟会自动退出'
  text.textContent = '您有一会儿没有操作了。填好的都已存好；点“接着办”，就不会退出。'
  on.hidden = false
  again.hidden = true
  if (!box.open) box.showModal()
  on.focus()
}

function ended({ box, title, text, on, again }: Dialog): void {
  title.textContent = '已经自动退出了'
  text.textContent = '为了安全，很久没有操作就会退出。填好的都给您存着，登录后会回到这一页。'
  on.hidden = true
  again.hidden = false
  if (!box.open) box.showModal()
  again.focus()
}
