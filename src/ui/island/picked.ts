/** Says in the page's own language which files were chosen: a browser says it in its own, “No file chosen”. */
export function nameChosenFiles(page: Document): void {
  for (const input of page.querySelectorAll<HTMLInputElement>('.picker > input[type=file]')) {
    const said = document.createElement('output')
    said.htmlFor.add(input.id)
    const say = () => {
      const names = [...(input.files ?? [])].map((f) => f.name)
      said.textContent = names.length ? names.join('、') : '还没有选'
    }
    input.parentElement!.append(said)
    input.parentElement!.dataset.named = ''
    input.addEventListener('change', () => setTimeout(say))
    say()
  }
}
