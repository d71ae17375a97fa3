/** What a system hands in to have a seal put on it, and what it is answered (GB/T 38540-2020; the file is an OFD of GB/T 33190). */
import { z } from 'zod'
import { systemKey } from './system.ts'

const ref = z.string('请写本系统里的编号 ref').trim().min(4, '编号至少 4 个字').max(80)
/** 14 MB of file in base64 */
const mostText = 14_000_000 * 1.4

export const SealCall = z.object({
  key: systemKey,
  test: z.boolean().default(false),
  ref,
  kind: z.enum(['official', 'business'], '印章种类要填公章或行政审批专用章的代号，见接口说明'),
  title: z.string('请写文件名称').trim().min(2, '请写文件名称').max(120),
  purpose: z.string('请写用途').trim().min(2, '请写用途').max(200),
  over: z.string('请写盖在哪几个字上').trim().min(1, '请写盖在哪几个字上').max(60),
  fileName: z.string().trim().max(120).default('文件.ofd'),
  file: z.base64('文件的写法不对，请照接口说明编码后再发').min(100, '文件是空的').max(mostText, '文件太大，最多 14 MB'),
})
export type SealCall = z.infer<typeof SealCall>

export const SealResult = z.object({ key: systemKey, ref })
export type SealResult = z.infer<typeof SealResult>

/** `use`: the number of the use in the seal's log; `digest`: SM3 of the sealed file in hex; `file`: the sealed OFD in base64. */
export type SealCallAnswer = {
  test: boolean
  state: 'waiting' | 'approved' | 'rejected' | 'withdrawn' | 'used'
  opinion?: string
  use?: string
  digest?: string
  file?: string
}
