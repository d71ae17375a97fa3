/** Whether somebody is at the page: it is before him, and he has touched something not long ago. */

const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focusin'] as const
/** After so long without a touch nobody is there, although the page is, in milliseconds. */
const restMs = 15 * 60_000

type Attention = {
  /** asked at once and again and again; answers how long to wait until the next time, in milliseconds */
  beat(): Promise<number>
  /** nobody is there any more, until a beat comes */
  still(): void
  /** the page goes */
  end(): void
}

/** Beats while somebody is at the page, one beat at a time; the function it gives back ends it, after the beat that is under way. */
export function attend({ beat, still, end }: Attention): () => void {
  let [resting, ended] = [false, false]
  let [next, rest] = [0, 0]
  let beating: Promise<void> | undefined
  const look = () => {
    clearTimeout(next)
    if (ended || beating) return
    if (resting || document.hidden) return still()
    beating = beat().then((wait) => {
      beating = undefined
      if (!ended) next = window.setTimeout(look, wait)
    })
  }
  const touch = () => {
    clearTimeout(rest)
    rest = window.setTimeout(() => {
      resting = true
    }, restMs)
    if (!resting) return
    resting = false
    look()
  }
  for (const name of touches) addEventListener(name, touch, { passive: true })
  document.addEventListener('visibilitychange', look)
  addEventListener('pagehide', end)
  touch()
  look()
  return () => {
    ended = true
    clearTimeout(next)
    clearTimeout(rest)
    for (const name of touches) removeEventListener(name, touch)
    document.removeEventListener('visibilitychange', look)
    removeEventListener('pagehide', end)
    void Promise.resolve(beating).then(end)
  }
}
