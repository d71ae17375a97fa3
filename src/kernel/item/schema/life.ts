import { z } from 'zod'

/** Where one version of an item stands, from taking it over from 基本目录 to the end of its force. */
export const versionStatuses = [
  'offered',
  'claimed',
  'drafting',
  'departmentReview',
  'reformReview',
  'approved',
  'published',
  'suspended',
  'superseded',
  'cancelled',
] as const
export const VersionStatus = z.enum(versionStatuses)
export type VersionStatus = z.infer<typeof VersionStatus>

export const versionVerbs = [
  'claim',
  'draft',
  'abandon',
  'submit',
  'return',
  'endorse',
  'approve',
  'publish',
  'change',
  'suspend',
  'resume',
  'supersede',
  'cancel',
] as const
export const VersionVerb = z.enum(versionVerbs)
export type VersionVerb = z.infer<typeof VersionVerb>

/** What a status is called on the screen. */
export const statusNames: Readonly<Record<VersionStatus, string>> = {
  offered: '待认领',
  claimed: '已认领',
  drafting: '编制中',
  departmentReview: '部门审核中',
  reformReview: '审改部门审定中',
  approved: '待发布',
  published: '在用',
  suspended: '暂停办理',
  superseded: '已被新版本取代',
  cancelled: '已取消',
}
