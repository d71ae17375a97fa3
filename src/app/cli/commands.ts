/** Every command once: what it takes, what it does, and where it is; one that needs no house loads none. */
import type { Call } from './house.ts'

type Run = (call: Call) => Promise<number>
type Command = { takes: string; does: string; load(): Promise<Run> }

const inHouse = (name: keyof typeof import('./city.ts')) => async () => (await import('./city.ts'))[name]

export const commands: Record<string, Command> = {
  start: { takes: '', does: '打开城市：数据库、网页、后台任务', load: inHouse('start') },
  worker: { takes: '', does: '只处理后台任务，可以开多个', load: inHouse('work') },
  build: { takes: '', does: '构建工作台的网页和服务器的包，start 也会做', load: inHouse('build') },
  migrate: { takes: '', does: '把数据库更新到这个版本', load: inHouse('migrate') },
  'city new': {
    takes: 'DIR --division 330100 --name 杭州市',
    does: '建一座真实的城市：一个文件夹，机构、事项等您来填',
    load: async () => (await import('./city/new.ts')).cityNew,
  },
  'city lint': { takes: 'DIR', does: '检查一座城市的全部文件', load: async () => (await import('./city/lint.ts')).cityLint },
  'items import': { takes: 'FILE', does: '导入外地的事项目录，一行一条', load: inHouse('importItems') },
  'powers import': {
    takes: 'FILE',
    does: '导入权责清单（.jsonl 或 .xlsx），一行一项权力',
    load: async () => (await import('./powers.ts')).importPowers,
  },
  import: {
    takes: 'KIND FILE',
    does: '从表格导入机构、人员、事项、权责清单、证照类型、以前的办件，逐行说明为什么不收',
    load: async () => (await import('./import.ts')).importTable,
  },
  'ledger verify': {
    takes: '[--checkpoint FILE …]',
    does: '重算全部账本，跟检查点和群众手里的凭证核对，说出最先改在哪里',
    load: async () => (await import('./ledger.ts')).verifyLedger,
  },
  'ledger checkpoint': {
    takes: '',
    does: '给账本加一个总根，签一个检查点',
    load: async () => (await import('./ledger.ts')).makeCheckpoint,
  },
  'ledger check': {
    takes: 'FILE [KEYS.txt]',
    does: '不用城市，核对一份账本凭证、检查点或增长证明',
    load: async () => (await import('./ledger.ts')).checkFile,
  },
  'orders check': {
    takes: '',
    does: '重算全部工单，跟账本核对，说出对不上的是哪一张、哪一处',
    load: async () => (await import('./orders.ts')).checkEveryOrder,
  },
  backup: { takes: 'DIR', does: '把全部数据和文件备份到一个空文件夹，服务照常', load: async () => (await import('./backup.ts')).backup },
  restore: { takes: 'DIR', does: '从备份恢复到一个空的数据目录', load: async () => (await import('./backup.ts')).restore },
  'dossier verify': { takes: 'FILE', does: '核对一份案卷，说出改在哪里', load: async () => (await import('./dossier.ts')).verifyDossier },
  dossier: {
    takes: 'CASE FILE',
    does: '把一件的全部写成一个能自己证明的文件',
    load: async () => (await import('./dossier.ts')).writeDossier,
  },
  'seal verify': {
    takes: 'FILE … [ROOT.pem …]',
    does: '核对 OFD、PDF 文件的签章，一步一步说明，可以一次给多个文件',
    load: async () => (await import('./seal.ts')).verifySeals,
  },
  'seal rekey': {
    takes: '',
    does: '把软件保管的印章私钥都换到新的主密钥下，中断了再做一次就接着做',
    load: async () => (await import('./seal-rekey.ts')).rekeySeals,
  },
  rekey: {
    takes: '',
    does: '把库里全部加密内容换到密钥环里最前的主密钥下，中断了再做一次就接着做',
    load: async () => (await import('./rekey.ts')).rekey,
  },
  doctor: {
    takes: '',
    does: '城市体检：密钥、TLS、备份、三员、日历、通道……每一条写明怎么办',
    load: async () => (await import('./doctor.ts')).runDoctor,
  },
  'kpi check': {
    takes: '',
    does: '核对指标的数跟记录是不是一样，说出哪一个不一样',
    load: async () => (await import('./kpi.ts')).checkKpis,
  },
  'kpi rebuild': {
    takes: '',
    does: '把指标的数从记录重新加总，服务照常',
    load: async () => (await import('./kpi.ts')).rebuildKpis,
  },
  measures: { takes: '', does: '23 项举措：房间、故事、实时数字', load: inHouse('measures') },
  'officers invite': {
    takes: '',
    does: '给还没有人担任的三员各发一个一次性就任链接',
    load: async () => (await import('./officers.ts')).invite,
  },
  'user add': { takes: 'LOGIN NAME ORGAN PASSWORD', does: '添加一个工作人员', load: inHouse('userAdd') },
}
