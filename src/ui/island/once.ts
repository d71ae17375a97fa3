/** A form that was sent is not sent again by a second press; the server's key guards the rest. */
export function sendOnce(page: Document): void {
  const sent = new WeakSet<HTMLFormElement>()
  page.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (form.method !== 'post' || event.defaultPrevented) return
    if (sent.has(form)) return event.preventDefault()
    sent.add(form)
    // After this event, so that the pressed button's own name and value are still sent.
    setTimeout(() => mark(form, true))
  })
  // Back from the browser's memory, the page must be able to send again.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    for (const form of page.forms) {
      sent.delete(form)
      mark(form, false)
    }
  })
}

function mark(form: HTMLFormElement, busy: boolean): void {
  form.toggleAttribute('data-sent', busy)
  for (const button of form.querySelectorAll<HTMLButtonElement>('.acts .btn'))
    if (busy) button.setAttribute('aria-disabled', 'true')
    else button.removeAttribute('aria-disabled')
}
