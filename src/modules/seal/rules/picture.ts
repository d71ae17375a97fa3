/** The picture of a seal, from its row; GB/T 38540 carries it inside the seal. */
import { drawSeal, type Picture, type Typeface } from '@haoban/gm'
import type { SealRow } from '../schema/seal.ts'
import { sealKinds } from './kinds.ts'

/** 演示 stands across every seal of the demo, so that nobody takes it for a real one. */
const demoMark = '演示'

/** A firm's name on its seal is the one in the register, without the remark that it is a demo. */
const onSeal = (name: string): string => name.replace(/（演示）$/, '')

type Drawn = Pick<SealRow, 'kind' | 'name' | 'purpose' | 'code' | 'diameter' | 'demo'>

export function pictureOf(seal: Drawn, typeface?: Typeface): Picture {
  const name = onSeal(seal.name)
  const shared = { name, typeface, mark: seal.demo ? demoMark : undefined }
  if (sealKinds[seal.kind].shape === 'square') return drawSeal({ kind: 'square', side: seal.diameter, ...shared })
  return drawSeal({
    kind: 'round',
    diameter: seal.diameter,
    purpose: seal.purpose ?? undefined,
    code: seal.code ?? undefined,
    ...shared,
  })
}
