/** Who else looks, in words: two names at most, and how many they are in all. */
export function onlookersText(names: readonly string[]): string {
  if (names.length === 0) return ''
  const first = names.slice(0, 2).join('、')
  return names.length > 2 ? `${first}等 ${names.length} 人在看` : `${first}在看`
}
