/** The list somebody came from, kept for the tab: previous and next follow it, and one comes back to it. */
const place = 'haoban.desk.orders'

type Walk = { hrefs: readonly string[]; back: string }

export const keepWalk = (walk: Walk): void => sessionStorage.setItem(place, JSON.stringify(walk))

function readWalk(): Walk | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** Where one stands in the list: what comes before and after, and the list itself; without a list only where the page says it is. */
export function stepsFrom(href: string, list: string): { before?: string | undefined; after?: string | undefined; back: string } {
  const walk = readWalk()
  const at = walk?.hrefs.indexOf(href) ?? -1
  return walk && at >= 0 ? { before: walk.hrefs[at - 1], after: walk.hrefs[at + 1], back: walk.back } : { back: list }
}
