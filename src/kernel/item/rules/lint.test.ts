import { describe, expect, it } from 'vitest'
import { changed, city, food, foodFile } from '../fixtures/city.ts'
import type { HandlingItem } from '../schema/item.ts'
import { implementationRules, lintFile, lintItem, mustBePublishable, qualityRules } from './lint.ts'

type Case = [rule: string, what: string, breach: (item: HandlingItem) => void]
const point = { id: 'p', text: '要看的一点', onSite: false }
const basis = [{ law: '演示办法', article: '第一条', text: '演示条文。' }]

/** One breach for each rule; the example item, which breaks none, is the passing case of all of them. */
const breaches: Case[] = [
  ['code.shape', '编码少了一位', (i) => (i.handlingCode = i.handlingCode.slice(0, 32))],
  ['code.uscc', '编码里的信用代码对不上', (i) => (i.handlingCode = i.handlingCode.replace('30K', '31K'))],
  ['code.level', '编码说县级，登记是市级', (i) => (i.impl.useLevel = '3')],
  ['code.type', '编码说许可，登记是公共服务', (i) => (i.catalogue.taskType = '20')],
  ['code.catalogue', '基本编码改了，实施编码没跟着改', (i) => (i.catalogue.code = '360131002000')],
  ['code.organ', '实施主体换了，编码没换', (i) => (i.impl.uscc = '11360700MB9A000141')],
  [
    'code.maker',
    '用了别省的基本编码',
    (i) => {
      i.handlingCode = i.handlingCode.replace('4360131', '4440131')
    },
  ],
  ['code.order', '序号和编码末两位不同', (i) => (i.order = '02')],
  ['phone.differ', '咨询和投诉是一个电话', (i) => (i.impl.complaintPhone = i.impl.phone)],
  ['phone.area-code', '电话没带区号', (i) => (i.impl.phone = '0001001')],
  ['limit.on-the-spot', '承诺当场办结却是承诺件', (i) => (i.promise.amount = 0)],
  ['limit.on-the-spot', '即办件却要五天', (i) => (i.projectType = '1')],
  ['limit.mode', '承诺件却写当场办', (i) => (i.mode = 'onTheSpot')],
  ['limit.same-unit', '法定按工作日、承诺按自然日', (i) => (i.promise.unit = 'calendarDay')],
  ['limit.within-law', '承诺比法定还长', (i) => (i.promise.amount = 21)],
  ['limit.step', '一个环节就超过承诺时限', (i) => (i.flow[1]!.limit!.amount = 6)],
  ['limit.permit', '许可没写法定时限', (i) => (i.legal = null)],
  ['result.kind', '名字以“证”结尾却是批文', (i) => (i.results[0]!.type = '2')],
  ['result.kind', '批复却写成证照', (i) => (i.results[0] = { ...i.results[0]!, name: '关于设立的批复' })],
  [
    'trips.reason',
    '要跑一次却没写原因',
    (i) => {
      i.trips = 1
      i.onlineGrade = '3'
    },
  ],
  ['lead.links', '链接的字不在说明里', (i) => (i.leadLinks = [{ text: '去备案', item: 'packaged-food-record' }])],
  ['trips.reason', '不用跑却写了必须到场的原因', (i) => (i.tripsReason = '要核对原件')],
  [
    'trips.express',
    '不能网办、不用跑，又不能邮寄',
    (i) => {
      i.online = false
      i.onlineGrade = '1'
      i.channels = ['1']
    },
  ],
  [
    'trips.few',
    '要跑两次',
    (i) => {
      i.trips = 2
      i.tripsReason = '要现场考试'
      i.onlineGrade = '2'
    },
  ],
  [
    'online.grade',
    '全程网办却要跑',
    (i) => {
      i.trips = 1
      i.tripsReason = '要照相'
    },
  ],
  ['online.channel', '能网办却没有网上办理', (i) => (i.channels = ['1'])],
  [
    'fee.complete',
    '收费没有依据',
    (i) => (i.fees = { charged: true, basis: [], payOnline: true, rows: [{ name: '工本费', standard: '每本 10 元', reducible: false }] }),
  ],
  [
    'fee.complete',
    '收费不能网上缴',
    (i) => (i.fees = { charged: true, basis, payOnline: false, rows: [{ name: '工本费', standard: '每本 10 元', reducible: false }] }),
  ],
  ['fee.complete', '收费没有项目', (i) => (i.fees = { charged: true, basis, payOnline: true, rows: [] })],
  ['publicity.permit', '许可不公示又没说为什么', (i) => (i.publicity = false)],
  ['words.keywords', '没有群众会搜的词', (i) => (i.keywords = [])],
  ['words.theme', '没有主题', (i) => (i.themes = { person: [], enterprise: [], lifeEvents: [] })],
  ['material.catch-all', '材料写“其他材料”', (i) => (i.materials[0]!.name = '其他相关材料')],
  ['material.once', '同一样材料写了两遍', (i) => (i.materials[1]!.name = i.materials[0]!.name)],
  ['material.paper-of-government', '政府发的证还要人交', (i) => (i.materials[2]!.free = undefined)],
  ['material.issuer', '没写哪个部门核发', (i) => (i.materials[2]!.source = undefined)],
  ['point.once', '两个要点一个标识', (i) => (i.points = [point, point])],
  ['point.known', '要点看的材料不在清单里', (i) => (i.points = [{ ...point, material: 'none' }])],
  ['scenario.once', '两个情形一个标识', (i) => (i.scenarios[1]!.id = i.scenarios[0]!.id)],
  ['scenario.known', '条件问了没有的情形', (i) => (i.materials[5]!.when = { field: 'wine', is: 'yes' })],
  ['scenario.known', '条件用了没有的选项', (i) => (i.materials[5]!.when = { not: { field: 'brewing', in: ['maybe'] } })],
  ['scenario.known', '情形依赖后面的情形', (i) => (i.scenarios[0]!.when = { field: 'licensed', is: 'yes' })],
  [
    'scenario.dead-end',
    '选哪个都办不了',
    (i) => {
      for (const o of i.scenarios[1]!.options) o.stop = { sentence: '不用办。' }
    },
  ],
  ['type.on-application', '把行政处罚做成可申请的事项', (i) => (i.catalogue.taskType = '02')],
  ['basis.present', '行政权力没有依据', (i) => (i.basis = [])],
  ['flow.whole', '流程里没有决定', (i) => (i.flow = i.flow.filter((s) => s.kind !== 'decide'))],
  ['flow.whole', '承诺件没有受理', (i) => (i.flow = i.flow.filter((s) => s.kind !== 'accept'))],
  ['tolerant.listed', '有容缺材料，没写几天补齐', (i) => (i.tolerant = undefined)],
  ['tolerant.listed', '写了容缺，没有可容缺的材料', (i) => (i.materials[1]!.need = '1')],
  [
    'tolerant.main-material',
    '样样都能容缺',
    (i) =>
      i.materials.forEach((m) => {
        m.need = '3'
      }),
  ],
  ['commitment.block', '告知承诺却没有承诺书', (i) => (i.mode = 'commitment')],
  ['silent.safe', '食品安全的事项开了超时默许', (i) => (i.silentApproval = { enabled: true, basis })],
  [
    'silent.basis',
    '超时默许没有本地依据',
    (i) => {
      i.risks = []
      i.silentApproval = { enabled: true, basis: [] }
    },
  ],
]

describe('事项发布前的质量规则', () => {
  it('样例事项在每个机关都没有一处毛病', () => expect(lintFile(foodFile, city)).toEqual([]))

  it.each(breaches)('%s：%s', (rule, _, breach) => {
    const found = lintItem(changed(food, breach))
    expect(found.map((f) => f.rule)).toContain(rule)
    expect(found.find((f) => f.rule === rule)?.sentence).not.toMatch(/非法|无效|undefined|NaN/)
  })

  it('每条规则都有一个触犯它的例子', () => {
    const all = [...qualityRules, ...implementationRules].map((r) => r.id)
    expect(all.filter((id) => !breaches.some(([rule]) => rule === id))).toEqual([])
  })

  it.each(['其他材料', '相关资料', '其他有关证明材料', '法律法规规定应当提交的其他材料', '身份证、户口簿等', '营业执照等材料'])(
    '“%s”是兜底的说法',
    (name) => {
      expect(lintItem(changed(food, (i) => (i.materials[0]!.name = name))).map((f) => f.rule)).toContain('material.catch-all')
    },
  )

  it.each(['三年以上其他法律职业经历证明', '其他身份证件', '法定代表人未担任其他社会团体法定代表人声明', '同等学力证明', '学历等级证书'])(
    '“%s”说得出是什么，不算兜底',
    (name) => {
      expect(lintItem(changed(food, (i) => (i.materials[0]!.name = name)))).toEqual([])
    },
  )

  it('一句话说明里的链接照原话、按先后写', () => {
    const linked = (...texts: string[]) =>
      lintItem(changed(food, (i) => (i.leadLinks = texts.map((text) => ({ text, item: 'packaged-food-record' }))))).map((f) => f.rule)
    expect(linked('营业前', '做备案就行')).toEqual([])
    expect(linked('去备案')).toEqual(['lead.links'])
    expect(linked('做备案就行', '营业前')).toEqual(['lead.links'])
  })

  it('有错的不能发布，并说出第一处怎么改；只有提醒的可以发布', () => {
    expect(() => mustBePublishable(changed(foodFile, (f) => (f.promise.amount = 30)))).toThrow(
      /还不能发布，要先改 1 处：承诺 30 比法定 20 还长/,
    )
    expect(() => mustBePublishable(changed(foodFile, (f) => (f.keywords = [])))).not.toThrow()
  })
})
