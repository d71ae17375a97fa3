import { Tag } from '#ui/public/marks.tsx'
import { RailBlock } from '#ui/public/page.tsx'
import { stateCodes } from '../rules/acts.ts'
import type { LicenceState } from '../schema/licence.ts'

export const home = { text: '首页', href: '/' }
export const walletTrail = [home, { text: '我的证照', href: '/licences' }]

/** How a licence stands, in a word. */
export const StateTag = ({ state }: { state: LicenceState }) => (
  <Tag tone={state === 'valid' ? undefined : 'soft'}>{stateCodes[state].label}</Tag>
)

/** The way to the record of who used a licence, in the rail. */
export const UsesBlock = () => (
  <RailBlock title="谁用过我的证照">
    <p>
      <a href="/licences/uses">看每一次：谁、为哪件事、什么时候</a>
    </p>
  </RailBlock>
)

export const demoWords = '演示数据，没有法律效力'
