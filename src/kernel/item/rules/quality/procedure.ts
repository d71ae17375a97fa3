import { isOnApplication } from '../expand.ts'
import { type QualityRule, unless } from './rule.ts'

/** 依据, 流程, 容缺, 告知承诺, 超时默许. */
export const procedureRules: readonly QualityRule[] = [
  {
    id: 'type.on-application',
    severity: 'error',
    check: ({ catalogue }) =>
      unless(isOnApplication(catalogue.taskType), 'catalogue.taskType', '处罚、强制、征收、检查由机关依职权办理，不能做成可以申请的事项'),
  },
  {
    id: 'basis.present',
    severity: 'error',
    check: ({ catalogue, basis }) =>
      unless(catalogue.taskType === '20' || basis.length > 0, 'basis', '行政权力事项要写设定依据：哪部法、第几条、原文'),
  },
  {
    id: 'flow.whole',
    severity: 'error',
    check: ({ flow, mode }) => [
      ...unless(
        flow.some((s) => s.kind === 'decide'),
        'flow',
        '办理流程里要有“决定”这一步',
      ),
      ...unless(mode !== 'ordinary' || flow.some((s) => s.kind === 'accept'), 'flow', '承诺件的办理流程里要有“受理”这一步'),
    ],
  },
  {
    id: 'tolerant.listed',
    severity: 'error',
    check: ({ tolerant, materials }) => {
      const later = materials.filter((m) => m.need === '3')
      return [
        ...unless(later.length === 0 || tolerant !== undefined, 'tolerant', '有容缺后补的材料，请写明几天内补齐（tolerant）'),
        ...unless(!tolerant || later.length > 0, 'tolerant', '写了容缺受理，却没有一样材料可以后补，请在材料上标 need: 3'),
      ]
    },
  },
  {
    id: 'tolerant.main-material',
    severity: 'error',
    check: ({ materials }) =>
      unless(
        materials.length === 0 || materials.some((m) => m.need === '1') || materials.every((m) => m.need === '2'),
        'materials',
        '主要材料不能容缺，至少要有一样必要材料',
      ),
  },
  {
    id: 'commitment.block',
    severity: 'error',
    check: ({ mode, commitment, materials }) => [
      ...unless(
        mode !== 'commitment' || commitment?.scope === 'whole',
        'commitment',
        '告知承诺事项要写告知书、承诺书和事后核查（commitment，scope: whole）',
      ),
      ...unless(
        commitment?.scope !== 'materials' || commitment.materials.length > 0,
        'commitment.materials',
        '只对材料作承诺的，请列出哪些材料可以用承诺书代替',
      ),
      ...(commitment?.materials ?? []).flatMap((id) =>
        unless(
          materials.some((m) => m.id === id),
          'commitment.materials',
          `可以用承诺书代替的材料“${id}”不在材料清单里`,
        ),
      ),
    ],
  },
  {
    id: 'silent.safe',
    severity: 'error',
    check: ({ silentApproval, risks, catalogue }) =>
      unless(
        !silentApproval.enabled || (risks.length === 0 && catalogue.taskType !== '05'),
        'silentApproval.enabled',
        '涉及生命安全、生态、国家安全或发钱的事项，不能用超时默许，请关掉',
      ),
  },
  {
    id: 'silent.basis',
    severity: 'error',
    check: ({ silentApproval }) =>
      unless(
        !silentApproval.enabled || silentApproval.basis.length > 0,
        'silentApproval.basis',
        '超时默许要有本地规定作依据，请写上文件和条款',
      ),
  },
]
