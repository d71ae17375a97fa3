import { useEffect, useState } from 'react'

/**
 * Whole seconds left until a moment of the house, counted by the browser's own pace from `now`, the house's moment at the time
 * of its answer. Undefined once it is over.
 */
export function useCountdown(until: string | null | undefined, now: string): number | undefined {
  const [left, setLeft] = useState<number>()
  useEffect(() => {
    if (!until) return setLeft(undefined)
    const begun = performance.now()
    const total = new Date(until).getTime() - new Date(now).getTime()
    const tick = () => {
      const rest = Math.ceil((total - (performance.now() - begun)) / 1_000)
      setLeft(rest > 0 ? rest : undefined)
      return rest > 0
    }
    tick()
    const timer = setInterval(() => tick() || clearInterval(timer), 250)
    return () => clearInterval(timer)
  }, [until, now])
  return left
}
