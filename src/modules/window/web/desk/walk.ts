/** The list somebody came from, kept for the tab: previous and next follow its filter and its order. */
export type Walk = { ids: string[]; total: number; back: string; title: string }
const name = 'haoban.desk.walk'

export function keepWalk(walk: Walk): void {
  sessionStorage.setItem(name, JSON.stringify(walk))
}

export function readWalk(): Walk | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
