/** Seals and their holders (A8.3; 江西省电子印章管理暂行办法, 赣府厅字〔2021〕61号). */
import { z } from 'zod'

/** 公章, 业务专用章, 合同专用章, 财务专用章, 法定代表人名章, 职务章, 私章, and the one for powers delegated by another organ (2号章). */
export const SealKind = z.enum(['official', 'business', 'contract', 'finance', 'representative', 'office', 'private', 'delegated'])
export type SealKind = z.infer<typeof SealKind>

export const SealStatus = z.enum(['applied', 'checked', 'rejected', 'valid', 'lost', 'frozen', 'changed', 'cancelled', 'expired'])
export type SealStatus = z.infer<typeof SealStatus>

/** Who a seal belongs to: an organ of the city, or a firm (a party). */
export const OwnerKind = z.enum(['organ', 'party'])
export type OwnerKind = z.infer<typeof OwnerKind>

/** A seal as it is kept. `diameter` in millimetres, the side of a square one; days as 'YYYY-MM-DD'. */
export type SealRow = {
  id: string
  kind: SealKind
  ownerKind: OwnerKind
  owner: string
  ownerName: string
  uscc: string
  division: string
  /** what stands on the arc, and on the line beneath the star */
  name: string
  purpose: string | null
  diameter: number
  /** 公安印章编码, 13 digits; also the esID of the seal */
  code: string | null
  /** the organ whose powers are delegated, for a 2号章 */
  powerOf: string | null
  replaces: string | null
  status: SealStatus
  reason: string | null
  validFrom: string | null
  validTo: string | null
  key: string | null
  demo: boolean
  appliedBy: string
  appliedAt: Date
  checkedBy: string | null
  identity: string | null
  madeBy: string | null
  madeAt: Date | null
  changedAt: Date
}
