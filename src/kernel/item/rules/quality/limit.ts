import { type Checked, type QualityRule, unless } from './rule.ts'

const unitNames = { workday: '工作日', calendarDay: '自然日', workhour: '工作小时', hour: '小时' } as const

/** The days: what law allows, what the organ promises, what each step takes (行政许可法 第四十二条, 第四十五条). */
export const limitRules: readonly QualityRule[] = [
  {
    id: 'limit.on-the-spot',
    severity: 'error',
    check: ({ promise, projectType }) => [
      ...unless(!(promise.amount === 0 && projectType !== '1'), 'projectType', '承诺当场办结（0）的是即办件，请把办件类型改为 1'),
      ...unless(!(promise.amount > 0 && projectType === '1'), 'promise', '即办件当场办结，请把承诺时限改为 0，或把办件类型改为 2 承诺件'),
    ],
  },
  {
    id: 'limit.mode',
    severity: 'error',
    check: ({ mode, projectType }) =>
      unless(
        (projectType === '1') === (mode !== 'ordinary'),
        'mode',
        '即办件的办理方式是 onTheSpot 或 commitment，承诺件的是 ordinary，请改成一致',
      ),
  },
  {
    id: 'limit.same-unit',
    severity: 'error',
    check: ({ legal, promise }) =>
      unless(
        !legal || promise.amount === 0 || legal.amount === 0 || legal.unit === promise.unit,
        'promise.unit',
        `法定时限按${legal ? unitNames[legal.unit] : ''}、承诺时限按${unitNames[promise.unit]}，请用同一个单位，让人能比较`,
      ),
  },
  {
    id: 'limit.within-law',
    severity: 'error',
    check: ({ legal, promise }) =>
      unless(
        !legal || legal.unit !== promise.unit || promise.amount <= legal.amount,
        'promise.amount',
        `承诺 ${promise.amount} 比法定 ${legal?.amount} 还长，承诺时限不能超过法定时限`,
      ),
  },
  { id: 'limit.step', severity: 'error', check: stepsWithinPromise },
  {
    id: 'limit.permit',
    severity: 'warning',
    check: ({ catalogue, legal }) =>
      unless(!(catalogue.taskType === '01' && !legal), 'legal', '行政许可都有法定时限，没有专门规定的按行政许可法第四十二条写 20 个工作日'),
  },
]

function stepsWithinPromise({ flow, promise }: Checked) {
  return flow.flatMap((step, i) => {
    const late =
      step.limit &&
      step.kind !== 'deliver' &&
      step.kind !== 'issue' &&
      step.limit.unit === promise.unit &&
      step.limit.amount > promise.amount
    return unless(!late, `flow.${i}.limit`, `“${step.title}”写了 ${step.limit?.amount}，超过承诺时限 ${promise.amount}`)
  })
}
