/** The end of a paper in an OFD. */
import { rule } from '@haoban/gm/ofd'
import type { Paper, Signature } from '../schema.ts'
import { hair } from './blocks.ts'
import type { Flow } from './flow.ts'
import { qrItem } from './qr.ts'

export const small = 3.175

/** Page from 0 and the middle of the seal in mm, where the organ signs. */
export type SealAt = { page: number; x: number; y: number }

/** What lies at the end stands together on one page: how to check it, who signs, whom to call. */
export const endHeight = (paper: Paper): number => (paper.signatures.length > 1 ? 98 : paper.signatures.length === 1 ? 62 : 48)

const sealSize = 42

function signed(on: Flow, s: Signature, x: number, y: number): SealAt | undefined {
  const size = on.area.body
  const middle = { x, width: 74 }
  if (s.role !== undefined && !s.seal) {
    on.box(`${s.role ?? ''}：`, { ...middle, y: y + 4 }, { size })
    on.put(rule(x, y + 24, x + 74, y + 24, hair))
    on.box(s.on ?? '日期：　　　　年　　月　　日', { ...middle, y: y + 25 }, { size })
    return undefined
  }
  on.box(`${s.name ?? ''}\n${s.on ?? ''}`, { ...middle, y: y + sealSize / 2 - 3 }, { size, align: 'middle' })
  return s.seal ? { page: on.page, x: x + 37, y: y + sealSize / 2 } : undefined
}

/** How to check the paper, who signs it, whom to call; answers where its seal belongs. */
export function ending(on: Flow, paper: Paper): SealAt | undefined {
  const { left, width } = on.area
  on.skip(5)
  on.keep(endHeight(paper) - 5)
  const top = on.y
  let seal: SealAt | undefined
  const [first, ...others] = paper.signatures
  const alone = others.length === 0
  const nobody = first === undefined
  const at = (s: Signature, x: number, y: number) => {
    seal = signed(on, s, x, y) ?? seal
  }
  if (first) at(first, alone ? left + width - 74 : left, top)
  others.forEach((s, i) => {
    at(s, left + width - 74, top + i * 34)
  })
  const checkTop = nobody ? top : alone ? top + 8 : top + 46
  on.put(qrItem(paper.check.url, left, checkTop, 26))
  on.box(
    `扫码核验本文书，或者访问\n${paper.check.page}\n输入核验码\n${paper.check.code}`,
    { x: left + 28, y: checkTop + 3, width: 52 },
    {
      size: small,
    },
  )
  on.take(nobody ? 30 : alone ? 46 : 80)
  const last = [...paper.contact, ...(paper.demo ? ['演示文书，不具有法律效力'] : [])].join('　　')
  if (last) on.box(last, { x: left, y: on.take(12), width }, { size: small })
  return seal
}
