import { defineModule } from '#kernel/module.ts'
import { askDirectory, isDirectoryDue } from './actions/directory/ask.ts'
import { importStaff } from './actions/import-staff.ts'
import { personal, retention } from './actions/personal.ts'
import { sweep } from './jobs.ts'
import { routes } from './routes.ts'
import { Roles, StaffRowIn } from './schema.ts'
import { seed } from './seed.ts'
import { countAccountsOf } from './store/account.ts'
import { countGrantedAt } from './store/grant.ts'

export default defineModule({
  id: 'permission',
  title: '账户和权限',
  measures: [],
  permissions: {
    'permission.manage': '系统管理员：建账户、申请授权',
    'permission.confirm': '安全保密管理员：确认授权',
    'permission.audit': '安全审计员：查看审计',
  },
  about: { account: '账户', role: '岗位', office: '三员' },
  facts: {
    'account.added': '新建账户',
    'account.signed-in': '登录',
    'account.signed-out': '退出',
    'account.identity-bound': '绑定登录平台',
    'account.identity-removed': '解除登录平台',
    'account.sign-in-failed': '登录失败',
    'account.locked': '连错多次，暂停登录',
    'account.slowed': '连错多次，那边要等一会儿再试',
    'account.password-changed': '改密码',
    'account.password-reset': '重置密码',
    'account.disabled': '停用账户',
    'account.enabled': '恢复账户',
    'account.unlocked': '解除登录的等待',
    'account.totp-enrolled': '绑定动态码',
    'account.totp-removed': '关闭动态码',
    'account.passkey-enrolled': '绑定通行密钥',
    'account.passkey-removed': '删掉通行密钥',
    'account.passkey-copied': '通行密钥像是被复制过',
    'account.staff-no-set': '改工号',
    'account.directory-refused': '三员不能从单位目录登录，没有登录',
    'account.directory-ended': '单位目录不再认这个人，登录结束',
    'account.directory-silent': '单位目录久没有应答，登录结束',
    'account.proved': '再验一次身份',
    'office.invited': '发出三员就任链接',
    'office.taken': '就任三员',
    'office.removal-proposed': '提出三员换人',
    'office.removal-withdrawn': '撤回三员换人',
    'office.removed': '三员换人，账户停用',
    'grant.proposed': '申请授权',
    'grant.confirmed': '确认授权',
    'grant.turned-down': '退回授权申请',
    'grant.ended': '收回授权',
    'role.proposed': '申请改岗位',
    'role.changed': '岗位改了',
    'role.turned-down': '退回岗位改动',
  },
  atOrgans: [
    {
      title: '有岗位的人员',
      unit: '人',
      first: '请先收回他们在这里的授权，待确认的先退回',
      page: { href: (organ) => `/desk/people?organ=${organ}`, may: ['permission.manage', 'permission.audit'] },
      count: countGrantedAt,
    },
    {
      title: '在用的账户',
      unit: '个',
      page: { href: (organ) => `/desk/people?organ=${organ}`, may: ['permission.manage', 'permission.audit'] },
      count: countAccountsOf,
    },
  ],
  routes,
  personal,
  retention,
  watches: { 'permission.directory': { everyMs: 1_000, isDue: isDirectoryDue, outside: askDirectory } },
  jobs: { 'permission.sweep': { title: '清掉没完成的登录', every: '7 * * * *', act: sweep } },
  imports: {
    staff: {
      title: '工作人员',
      about: '一行一人，没有口令；岗位由安全保密管理员确认后才算数。机构要先导入',
      takes: StaffRowIn,
      act: importStaff,
      columns: [
        { name: 'login', title: '登录名', example: 'zhangsan', needed: true, hint: '小写字母开头，2 到 40 个' },
        { name: 'name', title: '姓名', example: '张三', needed: true },
        { name: 'organ', title: '机构标识', example: 'market-990101', needed: true },
        { name: 'title', title: '职务', example: '综窗受理员' },
        { name: 'roles', title: '岗位', example: 'windowClerk', hint: '岗位标识，几个岗位用；隔开' },
        { name: 'staffNo', title: '工号', example: '20150317', hint: '和单位目录里写的一样；从目录登录的才要' },
      ],
    },
  },
  files: { 'roles.json': { schema: Roles, required: '岗位和它们的权限' } },
  seed,
})
