/** What a fact is about, in words: the kind of thing before its name or number. */

const kinds: Readonly<Record<string, string>> = {
  account: '账户',
  authority: '权责',
  calendar: '放假安排',
  case: '办件',
  'case-points': '审查要点',
  'case-reads': '查阅办件',
  catalogue: '事项目录',
  decision: '规则表',
  dossier: '案卷',
  evaluation: '评价',
  'evaluation-contact': '联系评价人',
  'evaluation-review': '评价复核',
  export: '导出',
  holding: '证照',
  'holding-uses': '用证记录',
  inquiry: '协查',
  item: '事项',
  'licence-authorisation': '证照授权',
  message: '消息',
  'message-template': '消息模板',
  objection: '公示异议',
  organ: '机构',
  party: '申请人',
  'process-model': '流程图',
  publication: '公示',
  role: '岗位',
  root: '账本',
  seal: '印章',
  sealing: '用印',
  system: '接入系统',
}

/** `account:staff:liufang` as 账户 刘芳 where the name is known, else with its number; what has no kind stays as it is written. */
export function aboutText(about: string, names: ReadonlyMap<string, string>): string {
  const at = about.indexOf(':')
  const [kind, id] = [kinds[about.slice(0, at)], about.slice(at + 1)]
  return at < 0 || kind === undefined ? about : `${kind} ${names.get(id) ?? id}`
}
