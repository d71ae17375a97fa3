import { describe, expect, it, test } from 'vitest'
import { mayChange } from './rules/edit.ts'
import { elementParts, placeOf } from './rules/elements.ts'
import type { Element } from './schema/element.ts'
import { Guide, ItemFile } from './schema/item.ts'
import { FlowStep, Material, Result } from './schema/parts.ts'

const all = elementParts.flatMap((p) => p.elements)
const entry = (path: string) => (all.find((e) => e.path === path) as Extract<Element, { kind: 'entries' }>).fields
const tops = (elements: readonly Element[]) => new Set(elements.map((e) => e.path.split('.')[0]))

describe('编制页上的要素', () => {
  it('实施清单的每个要素都能编，除了由基本目录定的', () => {
    const written = tops(all)
    expect(Object.keys(ItemFile.shape).filter((key) => mayChange(key) && !written.has(key))).toEqual([])
    expect([...written].filter((key) => !(key! in ItemFile.shape))).toEqual([])
    expect(Object.keys(Guide.shape).length).toBeGreaterThan(30)
  })

  test.each([
    ['材料', 'materials', Material, ['blank', 'sample']],
    ['环节', 'flow', FlowStep, []],
    ['结果', 'results', Result, ['licenceTypeCode', 'sample']],
  ] as const)('%s的每一栏都有，文件和国家编码另外管', (_, path, schema, left) => {
    const written = tops(entry(path))
    expect(
      Object.keys(schema.shape)
        .filter((key) => !written.has(key))
        .sort(),
    ).toEqual([...left].sort())
  })

  test.each([
    ['name', 'who', '事项名称'],
    ['materials.2.name', 'materials', '申请材料 第 3 项 名称'],
    ['fees.basis', 'fees', '收费依据'],
    ['fees.rows.0.standard', 'fees', '收费项目 第 1 项 标准'],
    ['promise.amount', 'limits', '承诺办结时限'],
    ['scenarios.1.options.0.stop.sentence', 'scenarios', '情形 第 2 项 选项 第 1 项 选了就不能办这个事项 为什么、该办什么'],
    ['themes', 'find', '个人主题'],
    ['commitment.promises', 'ways', '告知承诺 承诺书：承诺的内容'],
    ['form.schema.properties.x', 'form', '表单'],
  ])('%s 指到“%s”那一页', (path, part, label) => expect(placeOf(path)).toEqual({ part, label }))
})
