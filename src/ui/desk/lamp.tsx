import { type LampColour, lampWord } from '../lamp-words.ts'

const deskDays = (lamp: LampColour, days: number | undefined): string => {
  if (days === undefined) return ''
  if (lamp === 'red') return `${Math.abs(days)} 天`
  if (lamp === 'paused') return `停 ${days} 天`
  return days === 0 ? '今天' : `余 ${days} 天`
}

/**
 * A lamp in a list: shape, word, working days. The louder the rarer: yellow on a ground, red filled, green and paused bare.
 * `days`: left (green, yellow), over (red), stopped so far (paused). `quiet` leaves the ground out, for legends and heads.
 */
export const Lamp = ({ lamp, days, word, quiet }: { lamp: LampColour; days?: number; word?: string; quiet?: boolean }) => {
  const text = deskDays(lamp, days)
  const loud = !quiet && (lamp === 'yellow' || lamp === 'red')
  return (
    <span className={loud ? 'lamp pill' : 'lamp'} data-lamp={lamp}>
      {word ?? (lamp === 'paused' ? '挂起' : lampWord[lamp])}
      {text ? <i> {text}</i> : null}
    </span>
  )
}
