/** A line for everybody that comes after the page: read out when it changes, polite or at once. */
export function say(near: Element, text: string, tone: 'status' | 'alert' = 'status'): HTMLElement {
  const found = near.parentElement?.querySelector<HTMLElement>(':scope > [data-said]')
  const line = found ?? document.createElement('p')
  line.dataset.said = ''
  line.className = tone === 'alert' ? 'notice notice--warn' : 'hint'
  line.setAttribute('role', tone)
  if (!found) near.before(line)
  line.textContent = text
  return line
}

/** What the server says of a refusal, or a sentence of our own where it says nothing readable. */
export async function sentenceOf(answer: Response): Promise<string> {
  const said = (await answer.json().catch(() => undefined)) as { title?: string; fields?: { sentence: string }[] } | undefined
  return said?.fields?.[0]?.sentence ?? said?.title ?? '没有成功，请再试一次；还不行，打 12345'
}

export const csrfOf = (form: HTMLFormElement): string => form.querySelector<HTMLInputElement>('input[name=_csrf]')?.value ?? ''
