import { countUsesIn } from '#kernel/holding/api.ts'
import { defineModule } from '#kernel/module.ts'
import { expire, nightly } from './actions/act.ts'
import { drawOne } from './actions/draw.ts'
import { issueDue, onApproved, retryOne } from './actions/due.ts'
import { importType } from './actions/import-type.ts'
import { onSubmitted } from './actions/inquiry.ts'
import { personal } from './actions/personal.ts'
import { freeItems, useRate } from './actions/rates.ts'
import { routes } from './routes.ts'
import { acts } from './rules/acts.ts'
import { sealActs } from './rules/seal-acts.ts'
import { LicenceTypes } from './schema/licence.ts'
import { TypeRowIn } from './schema/type-row.ts'
import { seed } from './seed.ts'
import { collectionRate, countIssued, countIssuedBy, listIssued, supportRate } from './store/figures.ts'
import { listFilesUsed } from './store/holder.ts'
import { countOpenAt } from './store/inquiry.ts'

export default defineModule({
  id: 'licence',
  title: '电子证照',
  measures: ['C2'],
  uses: ['seal', 'message'],
  permissions: {
    'licence.read': '查看本机关的证照',
    'licence.issue': '制证、更正照面',
    'licence.handle': '暂扣、恢复、注销证照，申请撤销、吊销',
    'licence.approve': '审批撤销、吊销证照',
    'licence.systems': '管理系统台账、发密钥',
    'licence.import': '导入本机关的历史证照',
    'licence.inquire': '协查：请别的机关核实、答复别的机关',
  },
  about: { licence: '电子证照', 'licence-authorisation': '证照授权', inquiry: '协查', system: '接入系统' },
  facts: {
    'licence.issued': '颁发证照',
    'licence.imported': '导入历史证照',
    'licence.changed': '变更证照',
    'licence.annotated': '取加注件',
    'licence.expired': '证照到期',
    'licence.act-asked': '申请处理证照',
    'licence.act-denied': '不同意处理证照',
    'licence.correction-asked': '申请更正照面',
    'licence.correction-answered': '答复更正',
    'licence.authorised': '授权别人用证照',
    'licence.authorisation-ended': '收回用证授权',
    'licence.system-registered': '系统列入台账',
    'licence.key-given': '给系统发密钥',
    'licence.inquired': '请机关核实证照',
    'licence.inquiry-sent': '转交协查',
    'licence.inquiry-answered': '答复协查',
    ...Object.fromEntries(Object.values(acts).map((a) => [a.fact, `${a.label}证照`])),
  },
  routes,
  personal,
  sealActs,
  keepsFiles: listFilesUsed,
  on: { 'case.approved': onApproved, 'case.submitted': onSubmitted },
  jobs: {
    'licence.nightly': { title: '查到期和快到期的证照', every: '30 1 * * *', act: nightly },
    'licence.expire': { title: '证照到期', act: expire },
    'licence.draw': { title: '制作证照', act: drawOne },
    'licence.issue': { title: '制作准予决定的证照', act: issueDue },
    'licence.retry': { title: '重做没制成的证照', act: retryOne },
  },
  atOrgans: [
    {
      title: '没答复的协查',
      unit: '件',
      first: '请先答复，或转交给承接的机构',
      page: { href: () => '/desk/licence-inquiries', may: ['licence.inquire'] },
      count: countOpenAt,
    },
    { title: '颁发的证照', unit: '张', count: countIssuedBy },
  ],
  kpis: [
    {
      id: 'licence.issued',
      title: '电子证照颁发数',
      unit: '张',
      measures: ['C2'],
      definition: '期间内颁发的电子证照；变更换发的不重复算，导入的历史证照不算',
      source: 'licence.version',
      read: countIssued,
      rows: async (tx, period, limit) =>
        (await listIssued(tx, period, limit)).map((l) => ({
          id: l.id,
          title: `${l.name} ${l.no}`,
          href: `/desk/licences/${l.id}`,
          at: l.at,
        })),
    },
    {
      id: 'licence.collected',
      title: '证照归集率',
      unit: '%',
      measures: ['C2'],
      definition: '期间内应当产生证照的准予决定中，已经制成电子证照入库的 ÷ 已入库的和还在等制证的',
      source: 'licence.version, licence.waiting',
      read: collectionRate,
    },
    {
      id: 'licence.uses',
      title: '用证次数',
      unit: '次',
      measures: ['C2'],
      definition: '期间内证照代替纸质材料、被其他系统调用、被查验和取加注件的次数；每一次持证人都看得到',
      source: 'holding.use',
      read: countUsesIn,
    },
    {
      id: 'licence.systems',
      title: '系统支持率（电子证照）',
      unit: '%',
      measures: ['C2'],
      definition: '台账里的系统中，平台见到过它用密钥真实调用电子证照的 ÷ 台账里的全部系统；测试调用不算',
      source: 'licence.system, licence.call',
      read: (tx) => supportRate(tx, 'licence'),
    },
    {
      id: 'licence.systems-seal',
      title: '系统支持率（电子印章）',
      unit: '%',
      measures: ['C2'],
      definition: '台账里的系统中，平台真的给它交来的文件盖过电子印章的 ÷ 台账里的全部系统；测试调用不算，没批准的不算',
      source: 'licence.system, licence.call',
      read: (tx) => supportRate(tx, 'seal'),
    },
    {
      id: 'licence.use-rate',
      title: '用证率',
      unit: '%',
      measures: ['C2'],
      definition: '期间内提交的办件里，按事项可以用电子证照代替的材料中，真的用了证照库里的证照、没让人交的 ÷ 全部可以代替的材料',
      source: 'cases.material, holding.use',
      read: useRate,
    },
    {
      id: 'licence.free-items',
      title: '免证办事项数',
      unit: '项',
      measures: ['C2'],
      definition: '现行业务办理项中，至少一样材料由证照库里的电子证照代替、不再让人交的',
      source: 'item.handling, holding.type',
      read: async (tx) => (await freeItems(tx)).length,
      rows: async (tx, _, limit) =>
        (await freeItems(tx)).slice(0, limit).map((i) => ({ id: i.code, title: i.name, href: `/items/${i.code}` })),
    },
  ],
  imports: {
    'licence-types': {
      title: '证照类型',
      about: '本市颁发的证照，一行一种；发过证的类型不再改',
      takes: TypeRowIn,
      act: importType,
      columns: [
        { name: 'code', title: '证照类型代码', example: '', needed: true, hint: '21 位：18 位定义机构代码加 3 位顺序号' },
        { name: 'name', title: '名称', example: '食品经营许可证', needed: true },
        { name: 'also', title: '又叫', example: '', hint: '别的叫法，用；隔开' },
        { name: 'definer', title: '定义机构', example: '国家市场监督管理总局', needed: true },
        { name: 'holder', title: '持证主体', example: '单位', needed: true, hint: '个人、单位、都行' },
        { name: 'basis', title: '依据', example: '食品安全法第三十五条' },
        { name: 'items', title: '产生它的事项', example: 'food-business-licence-new', hint: '事项标识，用；隔开' },
        { name: 'months', title: '有效月数', example: '60', hint: '长期有效的空着' },
        { name: 'number', title: '编号规则', example: 'JY2{division}{serial:7}', hint: '{division} 地区、{year} 年、{serial:7} 七位流水' },
        {
          name: 'face',
          title: '照面',
          example: '经营者名称=enterprise.name；经营场所=premises.address',
          hint: '名称=数据元（单位），用；隔开',
        },
      ],
    },
  },
  files: { 'licence-types.yaml': { schema: LicenceTypes } },
  seed,
})
