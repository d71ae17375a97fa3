import type { StepId } from '../schema.ts'

/** What each step is called on the screen. */
export const stepNames: Record<StepId, string> = {
  container: '案卷文件',
  signature: '签名',
  manifest: '清单',
  entries: '每个文件',
  chain: '办理经过',
  roots: '全市总账',
  checkpoint: '账本检查点',
  answers: '填写的内容',
  materials: '交来的材料',
  state: '办到哪一步',
  clocks: '期限',
}

/** What each step found, in one sentence. */
export const told = {
  noDossier: '这不是案卷文件，或者文件没有下载完整、末尾被改过。请重新下载再核对',
  container: (n: number) => `打得开，里面有 ${n} 个文件`,
  signed: '签名和文件的每一个字节都对得上',
  notSigned: '签名和文件对不上：签名以后有字节被改过，下面说明改在哪里；下面都对得上的，改的是压缩包自身的结构',
  noManifest: '清单不见了或者读不懂',
  manifest: '清单和签名里记的一样',
  manifestChanged: '清单被改过',
  cannot: '需要的内容不在或者读不懂，没法核对',
  entries: (n: number) => `${n} 个文件都和清单一样`,
  entriesChanged: '有文件和清单不一样',
  chain: (n: number) => `${n} 条事实一环扣一环，没有增减、没有改动`,
  chainBroken: '有事实被改过、删过或者调换过',
  broken: (seq: number, name: string) => `第 ${seq} 条事实（${name}）`,
  roots: (n: number, late: number) => `${n} 个总根重算一致${late ? `；最新 ${late} 条事实还没有记进总根（每 5 分钟记一次）` : ''}`,
  rootsWrong: '总根重算不一致，或者有事实不在里面',
  noReceipt: '导出时还没有检查点，案卷里没有账本凭证',
  checkpoint: (size: number) => `事实都在第 ${size} 号检查点里，签名对得上`,
  early: '导出时还没有检查点，签名里写明了记到哪一条',
  checkpointWrong: '账本凭证对不上',
  otherFacts: '账本凭证里的事实和办理经过不一样',
  answers: (n: number) => `${n} 份填写内容和提交时登记的摘要一样`,
  answersWrong: '填写内容和提交时登记的摘要不一样',
  materials: (n: number) => `${n} 个文件和交来时登记的摘要一样`,
  materialsWrong: '有材料和交来时登记的摘要不一样',
  state: '照事实重新推算，和案卷写的一样',
  stateWrong: '照事实重新推算，和案卷写的不一样',
  clocks: '照事实和放假安排重新计算，和案卷写的一样',
  clocksWrong: '照事实和放假安排重新计算，和案卷写的不一样',
  unreadable: '内容的写法不对，没法核对，当作被改过',
}

/** Columns of a case as people call them. */
export const caseColumns: Record<string, string> = {
  status: '状态',
  turn: '轮到谁',
  seq: '事实条数',
  result: '结果',
  acceptedAt: '受理时间',
  decidedAt: '决定时间',
  endedAt: '办结时间',
  deliveredAt: '送达时间',
  dueOn: '到期日',
  promiseDueOn: '承诺到期日',
  legalDueOn: '法定到期日',
}

/** `说明.txt`: for whoever opens the archive years later without this house. */
export const readme = (no: string, item: string, key: string) => `这是一件政务服务办件的完整案卷。

办件编号：${no}
事项：${item}

里面有
  manifest.json   清单：每个文件的大小和 SM3 摘要
  facts.json      办理经过：每一条事实和它的哈希链（SM3）；第二条链记着谁看过
  roots.json      全市总账的总根，证明这些事实当时就在账里
  ledger.json     账本凭证：市里签名的检查点，和每一条事实在里面的证明
  case.json       办件登记
  versions.json   办理时所用的事项版本、表单和放假安排
  clocks.json     各个期限
  answers/        填写的内容，每一版一份
  materials/      交来的材料，每一版一份
  papers/         发出的文书

怎样核对
  在任何一台装了好办的电脑上：npx haoban dossier verify 这个文件
  或者打开好办网站的“核对案卷”页，把文件拖进去；文件不离开您的电脑，断网也能用。
  自己核对：压缩包注释里是签名（SM2，GB/T 32918.2，默认标识），盖住注释长度字段之前的每一个字节；
  每条事实的哈希 = SM3（前一条的哈希、主体、序号、名称、办理人、时间、内容，按 RFC 8785 排成一行）。

签名公钥：${key}
`
