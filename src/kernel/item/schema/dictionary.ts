import { z } from 'zod'

type Row<C extends string> = readonly [code: C, name: string, sure?: 'verify']

/** A code table of the item exchange. `verify` lists the codes whose national value is not settled: they are kept out of hard rules. */
export type Dictionary<C extends string = string> = {
  title: string
  /** in the order of the standard, which is not the order of object keys: '10' would sort before '01' */
  codes: readonly [C, ...C[]]
  names: Readonly<Record<C, string>>
  verify: readonly C[]
}

function dictionary<const C extends string>(title: string, rows: readonly Row<C>[]): Dictionary<C> {
  return {
    title,
    codes: rows.map(([code]) => code) as unknown as [C, ...C[]],
    names: Object.fromEntries(rows.map(([code, name]) => [code, name])) as Record<C, string>,
    verify: rows.filter((row) => row[2] === 'verify').map(([code]) => code),
  }
}

/** A code with its name; identifiers of ours say nothing to people, and their names stand alone. */
const told = (table: Dictionary, code: string): string => (/^\d/.test(code) ? `${code} ${table.names[code]}` : table.names[code]!)

/** The zod type of a code of this table; a wrong code is answered with the codes that exist. */
export const codeOf = <C extends string>(table: Dictionary<C>) =>
  z.enum(table.codes, { error: `${table.title}要从这些代码里选：${table.codes.map((c) => told(table, c)).join('、')}` })

/** The Chinese name of a code, or the code itself where the table does not know it. */
export const nameOf = (table: Dictionary, code: string): string => table.names[code] ?? code

/** 事项类型, GB/T 39554.1-2020. Some provinces number 其他行政权力 and 公共服务 otherwise: map explicitly on import. */
export const taskTypes = dictionary('事项类型', [
  ['01', '行政许可'],
  ['02', '行政处罚'],
  ['03', '行政强制'],
  ['04', '行政征收'],
  ['05', '行政给付'],
  ['06', '行政检查'],
  ['07', '行政确认'],
  ['08', '行政奖励'],
  ['09', '行政裁决'],
  ['10', '其他行政权力'],
  ['20', '公共服务'],
  ['99', '其他', 'verify'],
])

/** 依申请: what somebody applies for. The others (处罚, 强制, 征收, 检查) the organ does of its own accord, so nobody can file a case for them. */
export const onApplication = ['01', '05', '07', '08', '09', '10', '20'] as const

export const useLevels = dictionary('行使层级', [
  ['1', '国家级'],
  ['2', '省级'],
  ['3', '市级'],
  ['4', '县级'],
  ['5', '镇（乡、街道）级'],
  ['6', '村（社区）级', 'verify'],
])

export const powerSources = dictionary('权力来源', [
  ['1', '法定本级行使'],
  ['2', '上级下放'],
  ['3', '上级授权'],
  ['4', '同级授权'],
  ['5', '上级委托'],
  ['6', '同级委托'],
])

export const organKinds = dictionary('实施主体性质', [
  ['1', '法定机关'],
  ['2', '授权组织'],
  ['3', '受委托组织'],
])

export const projectTypes = dictionary('办件类型', [
  ['1', '即办件'],
  ['2', '承诺件'],
])

export const serverTypes = dictionary('服务对象', [
  ['1', '自然人'],
  ['2', '企业法人'],
  ['3', '事业法人'],
  ['4', '社会组织法人'],
  ['5', '非法人企业'],
  ['6', '行政机关'],
  ['9', '其他组织', 'verify'],
])

export const handleTypes = dictionary('办理形式', [
  ['1', '窗口办理'],
  ['2', '网上办理'],
  ['3', '快递申请'],
])

export const handleAreas = dictionary('通办范围', [
  ['1', '全国通办', 'verify'],
  ['2', '全省通办', 'verify'],
  ['3', '全市通办', 'verify'],
  ['4', '全县通办', 'verify'],
  ['5', '全镇（乡、街道）通办', 'verify'],
  ['6', '跨村（社区）通办', 'verify'],
])

export const onlineDepths = dictionary('网上办理深度', [
  ['1', '互联网咨询'],
  ['2', '互联网收件'],
  ['3', '互联网预审'],
  ['4', '互联网受理'],
  ['5', '互联网办理'],
  ['6', '互联网办理结果信息反馈'],
  ['7', '互联网电子证照反馈'],
  ['9', '其他', 'verify'],
])

/** How surely an applicant is known when he sends online; the numbers are the levels of `kernel/provider.ts`. */
export const assurances = dictionary('身份核验', [
  ['1', '账号登录'],
  ['2', '实名认证'],
  ['3', '人脸核身'],
])

export const onlineGrades = dictionary('网办等级', [
  ['1', 'Ⅰ级：网上查询和下载', 'verify'],
  ['2', 'Ⅱ级：网上申请，最多跑两次', 'verify'],
  ['3', 'Ⅲ级：网上预审，最多跑一次', 'verify'],
  ['4', 'Ⅳ级：全程网办，不用跑', 'verify'],
])

export const resultTypes = dictionary('审批结果类型', [
  ['1', '证照', 'verify'],
  ['2', '批文', 'verify'],
  ['3', '其他', 'verify'],
  ['4', '无', 'verify'],
])

export const taskStates = dictionary('事项状态', [
  ['1', '在用'],
  ['2', '暂停'],
  ['3', '取消'],
])

/** 特别程序: the acts whose time 行政许可法 第四十五条 leaves out of the limit, and those that practice adds. */
export const specialProcedures = dictionary('特别程序', [
  ['survey', '现场勘验'],
  ['inspection', '检验检测'],
  ['appraisal', '鉴定'],
  ['expertReview', '专家评审'],
  ['hearing', '听证'],
  ['tender', '招标拍卖'],
  ['publicity', '公示'],
  ['exam', '考试考核'],
  ['deliberation', '集体讨论'],
  ['consultation', '上报或征求意见'],
])

/** 第四十五条 names these; time spent on the others runs on (a survey is part of examining, 第三十四条). */
export const notCountedByLaw = ['inspection', 'appraisal', 'expertReview', 'hearing', 'tender'] as const

export const materialSources = dictionary('材料来源', [
  ['10', '申请人自备'],
  ['20', '政府部门核发'],
  ['99', '其他'],
])

export const materialNeeds = dictionary('材料必要性', [
  ['1', '必要'],
  ['2', '非必要'],
  ['3', '容缺后补'],
])

export const materialForms = dictionary('材料形式', [
  ['1', '原件'],
  ['2', '复印件'],
  ['3', '原件和复印件'],
])

export const materialMedia = dictionary('材料介质', [
  ['1', '纸质'],
  ['2', '电子'],
  ['3', '纸质或电子'],
])

/** Department pairs of a catalogue code, in the order of the national list of permits. Only 09, 17 and 31 were seen in real codes. */
export const departments = dictionary('主管部门', [
  ['04', '发展改革', 'verify'],
  ['05', '教育', 'verify'],
  ['06', '科技', 'verify'],
  ['07', '工业和信息化', 'verify'],
  ['09', '公安'],
  ['11', '民政', 'verify'],
  ['12', '司法', 'verify'],
  ['13', '财政', 'verify'],
  ['14', '人力资源和社会保障', 'verify'],
  ['15', '自然资源', 'verify'],
  ['16', '生态环境', 'verify'],
  ['17', '住房和城乡建设'],
  ['18', '交通运输', 'verify'],
  ['19', '水利', 'verify'],
  ['20', '农业农村', 'verify'],
  ['21', '商务', 'verify'],
  ['22', '文化和旅游', 'verify'],
  ['23', '卫生健康', 'verify'],
  ['24', '退役军人事务', 'verify'],
  ['25', '应急管理', 'verify'],
  ['29', '海关', 'verify'],
  ['30', '税务', 'verify'],
  ['31', '市场监管'],
  ['32', '广播电视', 'verify'],
  ['33', '体育', 'verify'],
  ['54', '气象', 'verify'],
  ['64', '林业和草原', 'verify'],
  ['72', '药品监管', 'verify'],
  ['99', '其他', 'verify'],
])
