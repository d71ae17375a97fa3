/** Puts what a script measured between its two marks in a guide; the words around them are written by hand. */
export function replaceBlock(text: string, name: string, block: string): string {
  const [open, close] = [`<!-- ${name}: written by the script -->`, `<!-- end of ${name} -->`]
  const [from, to] = [text.indexOf(open), text.indexOf(close)]
  if (from < 0 || to < from) throw new Error(`the guide has no place for ${name}`)
  return `${text.slice(0, from + open.length)}\n${block}\n${text.slice(to)}`
}
