import { refusals } from './refusal.ts'

const refuse = refusals({
  'clock.in-production': [400, '正式运行的城市不能改时钟：请去掉 HAOBAN_CLOCK，或不要设 NODE_ENV=production'],
  'clock.unreadable': [400, '看不懂 HAOBAN_CLOCK={value}：请写成 2023-09-27T10:24+08:00 这样'],
})

/** The one source of the present moment. `demo` holds the wall-clock offset in ms where the city lives at another time. */
export type CityClock = { now(): Date; demo: boolean /** the real moment at which the city's clock will show `at` */; real(at: Date): Date }

/** The city's clock: real time, or running on from the moment of `HAOBAN_CLOCK` (ISO 8601 with offset), for demonstrations only. */
export function openClock(env: Record<string, string | undefined>, wall: () => number = Date.now): CityClock {
  const value = env.HAOBAN_CLOCK
  if (!value) return { now: () => new Date(wall()), demo: false, real: (at) => at }
  if (env.NODE_ENV === 'production') throw refuse('clock.in-production')
  const start = Date.parse(value)
  if (Number.isNaN(start) || !/[Z+-]\d*:?\d*$/.test(value.slice(10))) throw refuse('clock.unreadable', { value })
  const offset = start - wall()
  return { now: () => new Date(wall() + offset), demo: true, real: (at) => new Date(at.getTime() - offset) }
}
