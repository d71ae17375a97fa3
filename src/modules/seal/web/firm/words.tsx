import { Tag } from '#ui/public/marks.tsx'
import { sealKinds } from '../../rules/kinds.ts'
import { sealStates } from '../../rules/life.ts'
import type { FirmRole } from '../../schema/firm.ts'
import type { SealSummary } from '../../schema/life.ts'

export const home = { text: '首页', href: '/' }
export const firmTrail = [home, { text: '企业印章', href: '/my-seals' }]
export const demoWords = '演示印章，没有法律效力'

/** A firm's name as its seal bears it, and the kind of the seal. */
export const sealTitle = (s: Pick<SealSummary, 'kind' | 'name'>): string => `${s.name} ${sealKinds[s.kind].title}`

export const SealTag = ({ status }: Pick<SealSummary, 'status'>) => (
  <Tag tone={status === 'valid' ? undefined : status === 'lost' || status === 'frozen' ? 'hot' : 'soft'}>{sealStates[status]}</Tag>
)

export const roleWords: Record<FirmRole, string> = {
  representative: '您是法定代表人，能管印章，也能批用印',
  keeper: '您是印章保管人，能申请用印，也能批别人的用印',
  agent: '您得到企业的全面授权，能申领印章、申请用印',
  letter: '您得到企业的部分授权，能为您经办的事申请用印',
}
