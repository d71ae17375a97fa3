/** Every command once: what it takes, what it does, and where it is; one that needs no house loads none. */
import type { Call } from './house.ts'

type Run = (call: Call) => Promise<number>
type Command = { takes: string; does: string; load(): Promise<Run> }

const inHouse = (name: keyof typeof import('./city.ts')) => async () => (await import('./city.ts'))[name]

export const commands: Record<string, Command> = {
  start: { takes: '', does: '打开城市：数据库、网页、后台任务', load: inHouse('start') },
  worker: { takes: '', does: '只处理后台任务，可以开多个', load: inHouse('work') },
  migrate: { takes: '', does: '把数据库更新到这个版本', load: inHouse('migrate') },
  'items import': { takes: 'FILE', does: '导入外地的事项目录，一行一条', load: inHouse('importItems') },
  'ledger verify': { takes: '', does: '重算全部账本，找出被改过的事实', load: inHouse('verifyLedger') },
  backup: { takes: 'DIR', does: '把全部数据和文件备份到一个空文件夹，服务照常', load: async () => (await import('./backup.ts')).backup },
  restore: { takes: 'DIR', does: '从备份恢复到一个空的数据目录', load: async () => (await import('./backup.ts')).restore },
  'dossier verify': { takes: 'FILE', does: '核对一份案卷，说出改在哪里', load: async () => (await import('./dossier.ts')).verifyDossier },
  dossier: {
    takes: 'CASE FILE',
    does: '把一件的全部写成一个能自己证明的文件',
    load: async () => (await import('./dossier.ts')).writeDossier,
  },
  'seal verify': {
    takes: 'FILE [ROOT.pem …]',
    does: '核对 OFD、PDF 文件的签章，一步一步说明',
    load: async () => (await import('./seal.ts')).verifySeals,
  },
  'seal rekey': {
    takes: '',
    does: '把软件保管的印章私钥都换到新的主密钥下，中断了再做一次就接着做',
    load: async () => (await import('./rekey.ts')).rekeySeals,
  },
  measures: { takes: '', does: '23 项举措：房间、故事、实时数字', load: inHouse('measures') },
  'officers invite': {
    takes: '',
    does: '给还没有人担任的三员各发一个一次性就任链接',
    load: async () => (await import('./officers.ts')).invite,
  },
  'user add': { takes: 'LOGIN NAME ORGAN PASSWORD', does: '添加一个工作人员', load: inHouse('userAdd') },
}
