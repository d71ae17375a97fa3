/**
 * What a fact is about, in words: `account:staff:liufang` as 账户 刘芳 where the name is known, else with its number. `kinds` are what the rooms
 * call the word before the number; what has none stays as it is written.
 */
export function aboutText(about: string, kinds: Readonly<Record<string, string>>, names: ReadonlyMap<string, string>): string {
  const at = about.indexOf(':')
  const [kind, id] = [about.slice(0, at), about.slice(at + 1)]
  return at < 0 || !Object.hasOwn(kinds, kind) ? about : `${kinds[kind]} ${names.get(id) ?? id}`
}
