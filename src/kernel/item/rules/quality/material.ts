import { testsOf } from '#kernel/form/rules/conditions.ts'
import { type Breach, type Checked, type QualityRule, unless } from './rule.ts'

/** 兜底条款: a list that ends in “and whatever else” (国发〔2022〕5号, 优化营商环境条例). A thing called 其他… may be a proper name, so only the catch-alls. */
const catchAll =
  /^(其他|其它|相关|有关|所需|需要的)(的)?(证明|申请|补充|辅助)?(材料|资料|文件)$|(其他|其它)(相关|有关|必要|需要|应当|要求)?(提交|提供)?的?(材料|资料|文件)|(相关|有关)(证明)?(材料|资料|文件)$|等$|等(材料|资料|文件)$/

/** 材料, 审查要点 and 情形. */
export const materialRules: readonly QualityRule[] = [
  {
    id: 'material.catch-all',
    severity: 'error',
    check: ({ materials }) =>
      materials.flatMap((m, i) =>
        unless(!catchAll.test(m.name), `materials.${i}.name`, `“${m.name}”是兜底的说法，请写出具体是哪些材料，写不出的删去`),
      ),
  },
  {
    id: 'material.once',
    severity: 'error',
    check: ({ materials }) => [...repeated(materials, 'id', '标识'), ...repeated(materials, 'name', '名称')],
  },
  {
    id: 'material.paper-of-government',
    severity: 'warning',
    check: ({ materials }) =>
      materials.flatMap((m, i) =>
        unless(
          m.sourceType !== '20' || m.free !== undefined,
          `materials.${i}.free`,
          `“${m.name}”是政府部门核发的，应由系统调取，不要让人再交`,
        ),
      ),
  },
  {
    id: 'material.issuer',
    severity: 'error',
    check: ({ materials }) =>
      materials.flatMap((m, i) =>
        unless(m.sourceType !== '20' || m.source !== undefined, `materials.${i}.source`, `“${m.name}”由政府部门核发，请写明是哪个部门`),
      ),
  },
  { id: 'point.once', severity: 'error', check: ({ points = [] }) => repeated(points, 'id', '标识', 'points') },
  { id: 'point.known', severity: 'error', check: strayPoints },
  { id: 'scenario.once', severity: 'error', check: ({ scenarios }) => repeated(scenarios, 'id', '标识', 'scenarios') },
  { id: 'scenario.known', severity: 'error', check: unknownFields },
  { id: 'scenario.dead-end', severity: 'error', check: deadEnds },
]

/** A point about a material that the item does not ask for, or one that the house should tell of what it cannot have. */
function strayPoints({ points = [], materials }: Checked): Breach[] {
  return points.flatMap(({ text, material, machine }, i) => {
    const shown = materials.find((m) => m.id === material)
    return [
      ...unless(
        material === undefined || shown !== undefined,
        `points.${i}.material`,
        `“${text}”要看的“${material}”不在申请材料里，请改成材料的标识，或者先加这样材料`,
      ),
      ...unless(
        machine !== 'holding' || shown?.free !== undefined,
        `points.${i}.machine`,
        `“${text}”要系统先判，可是没有写看哪样免提交的材料。请写上，或者去掉“系统先判”`,
      ),
    ]
  })
}

function repeated<T extends Record<K, string>, K extends keyof T & string>(
  list: readonly T[],
  key: K,
  title: string,
  at = 'materials',
): Breach[] {
  const first = new Map<string, number>()
  return list.flatMap((entry, i) => {
    const before = first.get(entry[key])
    first.set(entry[key], before ?? i)
    return unless(
      before === undefined,
      `${at}.${i}.${key}`,
      `第 ${i + 1} 项和第 ${(before ?? 0) + 1} 项的${title}都是“${entry[key]}”，请删去或改名`,
    )
  })
}

/** Conditions may only ask what a scenario asks, with a value that it offers; a scenario may only depend on those before it. */
function unknownFields(item: Checked): Breach[] {
  const places = [
    ...item.materials.map((m, i) => ({ path: `materials.${i}.when`, when: m.when, known: item.scenarios })),
    ...item.special.map((s, i) => ({ path: `special.${i}.when`, when: s.when, known: item.scenarios })),
    ...item.flow.map((s, i) => ({ path: `flow.${i}.when`, when: s.when, known: item.scenarios })),
    ...item.fees.rows.map((r, i) => ({ path: `fees.rows.${i}.when`, when: r.when, known: item.scenarios })),
    ...item.scenarios.map((s, i) => ({ path: `scenarios.${i}.when`, when: s.when, known: item.scenarios.slice(0, i) })),
    { path: 'commitment.when', when: item.commitment?.when, known: item.scenarios },
  ]
  return places.flatMap(({ path, when, known }) =>
    testsOf(when).flatMap((test) => {
      const scenario = known.find((s) => s.id === test.field)
      if (!scenario) return [{ path, sentence: `条件里的“${test.field}”不是前面问过的情形，请改成已有情形的标识` }]
      const strange = valuesIn(test).filter((v) => !scenario.options.some((o) => o.value === v))
      return unless(strange.length === 0, path, `情形“${scenario.question}”没有“${strange.join('、')}”这个选项`)
    }),
  )
}

/** The values a test compares with; `exists` compares with none. */
const valuesIn = (test: ReturnType<typeof testsOf>[number]): unknown[] =>
  Object.entries(test).flatMap(([key, value]) => (key === 'field' || key === 'exists' ? [] : [value].flat()))

function deadEnds({ scenarios }: Checked): Breach[] {
  return scenarios.flatMap((s, i) =>
    unless(
      s.options.some((o) => !o.stop),
      `scenarios.${i}.options`,
      `情形“${s.question}”选哪个都办不了，请检查选项`,
    ),
  )
}
