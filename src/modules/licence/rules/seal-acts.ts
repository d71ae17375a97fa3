/** Acts on a licence that approve the seal on it: it bears the seal of the organ that gives it (行政许可法 第三十九条), which the fact names. */
import type { SealAct } from '#kernel/module.ts'

const licence = (title: string): SealAct => ({
  title,
  basis: '行政许可法第三十九条',
  organ: async (_, { data }) => (typeof data.organ === 'string' ? data.organ : undefined),
})

export const sealActs = {
  'licence.issued': licence('颁发证照'),
  'licence.imported': licence('历史证照入库'),
  'licence.changed': licence('变更证照'),
  'licence.annotated': licence('加注件'),
} satisfies Record<string, SealAct>
