/** What each kind of seal looks like and what it is for. Measures in millimetres. */
import type { OwnerKind, SealKind } from '../schema/seal.ts'

type Shape = { title: string; shape: 'round' | 'square'; diameter: number; purpose?: string; star?: boolean; caseOnly?: true }

/**
 * Round seals of organs below the province measure 42, of firms 40 (国发〔1999〕25号). A 2号章 stamps delegated powers and nothing else, so that every use of it names a case.
 */
export const sealKinds: Record<SealKind, Shape> = {
  official: { title: '公章', shape: 'round', diameter: 42 },
  business: { title: '业务专用章', shape: 'round', diameter: 42, purpose: '行政审批专用章' },
  delegated: { title: '2号章', shape: 'round', diameter: 42, purpose: '行政审批专用章（2）', caseOnly: true },
  contract: { title: '合同专用章', shape: 'round', diameter: 40, purpose: '合同专用章' },
  finance: { title: '财务专用章', shape: 'round', diameter: 38, purpose: '财务专用章' },
  representative: { title: '法定代表人名章', shape: 'square', diameter: 18 },
  office: { title: '职务章', shape: 'square', diameter: 20 },
  private: { title: '私章', shape: 'square', diameter: 16 },
}

/** A firm's round seal measures 40 at most (国发〔1999〕25号). */
export const diameterOf = (kind: SealKind, owner: OwnerKind): number =>
  owner === 'party' ? Math.min(sealKinds[kind].diameter, 40) : sealKinds[kind].diameter
