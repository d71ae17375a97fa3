import { Tag } from '#ui/public/marks.tsx'
import { stateCodes } from '../rules/acts.ts'
import type { LicenceState } from '../schema/licence.ts'

export const home = { text: '首页', href: '/' }
export const walletTrail = [home, { text: '我的证照', href: '/licences' }]

/** How a licence stands, in a word. */
export const StateTag = ({ state }: { state: LicenceState }) => (
  <Tag tone={state === 'valid' ? undefined : 'soft'}>{stateCodes[state].label}</Tag>
)
export const demoWords = '演示数据，没有法律效力'
