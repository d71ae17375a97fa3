import { z } from 'zod'
import { anyone, get, post, signedIn } from '#kernel/module.ts'
import { accounts, addUser, audit, disableAccount, enableAccount, resetPassword, unlockAccount } from './actions/accounts.ts'
import { changeStaffNo } from './actions/directory/staff-no.ts'
import { confirmProposal, proposeGrant, takeBack } from './actions/grants.ts'
import { askOfficePasskey, invitedPage, takeByPasskey, takeByPassword } from './actions/invite.ts'
import { confirmRemoving, officersPage, proposeRemoval, takeBackRemoval } from './actions/officers.ts'
import { beginSignIn } from './actions/oidc/begin.ts'
import { comeBack } from './actions/oidc/come-back.ts'
import { contactPage, setContact } from './actions/oidc/contact.ts'
import { unbind } from './actions/oidc/identities.ts'
import { leavePlatform, logoutByPlatform, signedOutPage } from './actions/oidc/leave.ts'
import { stepUpPage as levelPage } from './actions/oidc/step-up.ts'
import { beginPasskey, enrolPasskey, removePasskey } from './actions/passkeys.ts'
import { changePassword } from './actions/password.ts'
import { auditFacts, grantChoices, proposals, record, unmaskAudited } from './actions/record.ts'
import { changeRole, confirmRole, roles, turnDownRole } from './actions/roles.ts'
import { accountPage, endDevice, session, signInPage } from './actions/session.ts'
import { actFor, askPasskeySignIn, signIn, signInByPasskey, signOut, signOutEverywhere } from './actions/sign-in.ts'
import { askStepUp, proveByCode, proveByPasskey, stepUpPage } from './actions/step-up.ts'
import { confirmTotp, disableTotp, enrolTotp, pendingTotp } from './actions/totp.ts'
import {
  AccountId,
  Acting,
  AddAccount,
  AskOffice,
  AskPasskey,
  AskStepUp,
  BeginSignIn,
  CameBack,
  ChangePassword,
  ChangeRole,
  Contact,
  DisableAccount,
  EndGrant,
  GrantId,
  InvitedBy,
  ListAccounts,
  ListAudit,
  LogoutToken,
  NewPasskey,
  PasskeyId,
  PasskeySignIn,
  ProposeGrant,
  ProposeRemoval,
  ProveByCode,
  ProveByPasskey,
  RemovalId,
  SessionId,
  SetStaffNo,
  SignIn,
  SignInPage,
  SignOutAt,
  StepUp,
  TakeOffice,
  TakeOfficeByPasskey,
  TotpCode,
  TotpOff,
  Unbind,
  UnmaskAudit,
} from './schema.ts'
import { AccountPage } from './web/account-page.tsx'
import { PasswordPage, TotpOffPage, TotpPage } from './web/guard-pages.tsx'
import { ContactPage, StepUpPage as LevelPage, SignedOutPage } from './web/identity-pages.tsx'
import { InvitedByPasskeyPage, InvitedPage } from './web/invited-pages.tsx'
import { NewPasskeyPage, RemovePasskeyPage } from './web/passkey-pages.tsx'
import { SignInPage as SignInView } from './web/sign-in-page.tsx'
import { StepUpPage } from './web/step-up-page.tsx'

const nothing = z.object({})
const home = () => '/account'
/** The edge has set the session by then and gives the body of the answer. */
const leadsTo = (body: unknown): string => (body as { to: string }).to

export const routes = [
  get('/sign-in', anyone, SignInPage, signInPage, { title: '登录页', page: SignInView }),
  post('/sign-in', anyone, SignIn, signIn, { title: '登录', then: leadsTo }),
  get('/sign-in/with/:provider', anyone, BeginSignIn, beginSignIn, { title: '到身份平台登录', then: leadsTo }),
  get('/sign-in/from/:provider', anyone, CameBack, comeBack, { title: '从身份平台回来', then: leadsTo }),
  get('/sign-in/step-up', signedIn, StepUp, levelPage, { title: '再核验一次身份的页面', page: LevelPage }),
  post('/sign-out/by/:provider', anyone, LogoutToken, logoutByPlatform, { title: '身份平台通知退出' }),
  get('/sign-out/at/:provider', anyone, SignOutAt, signedOutPage, { title: '已退出，平台上还没有', page: SignedOutPage }),
  get('/sign-out/to/:provider', anyone, SignOutAt, leavePlatform, { title: '到身份平台退出', then: leadsTo }),
  post('/sign-out', anyone, nothing, signOut, { title: '退出', then: leadsTo }),
  post('/sign-out/everywhere', signedIn, nothing, signOutEverywhere, { title: '在所有设备上退出', then: () => '/' }),
  get('/session', anyone, nothing, session, { title: '谁已登录，能做什么' }),
  post('/session/acting', signedIn, Acting, actFor, { title: '换一方办事', then: ({ to }) => to }),
  get('/account', signedIn, nothing, accountPage, { title: '我的账户', page: AccountPage }),
  post('/account/identities/remove', signedIn, Unbind, unbind, { title: '解除一个登录平台', then: () => '/account#platforms' }),
  get('/account/contact', signedIn, Contact, contactPage, { title: '补联系方式的页面', page: ContactPage }),
  post('/account/contact', signedIn, Contact, setContact, { title: '补联系方式', then: leadsTo }),
  get('/account/password', signedIn, nothing, accountPage, { title: '换密码的页面', page: PasswordPage }),
  post('/account/password', signedIn, ChangePassword, changePassword, { title: '改密码', then: home }),
  post('/account/totp', signedIn, nothing, enrolTotp, {
    title: '绑定验证器：取密钥',
    then: () => '/account/totp/confirm',
    secret: '密钥在“绑定验证器”一页上，填完第一个动态码以前都看得到',
  }),
  get('/account/totp/confirm', signedIn, nothing, pendingTotp, { title: '绑定验证器的页面', page: TotpPage }),
  post('/account/totp/confirm', signedIn, TotpCode, confirmTotp, { title: '绑定验证器：填第一个动态码', then: home }),
  get('/account/totp/off', signedIn, nothing, accountPage, { title: '关闭动态码的页面', page: TotpOffPage }),
  post('/account/totp/off', signedIn, TotpOff, disableTotp, { title: '关闭动态码', then: home }),
  post('/sign-in/passkey/options', anyone, nothing, askPasskeySignIn, { title: '用通行密钥登录：取一次性的题' }),
  post('/sign-in/passkey', anyone, PasskeySignIn, signInByPasskey, { title: '用通行密钥登录', then: leadsTo }),
  get('/account/passkeys/new', signedIn, nothing, accountPage, { title: '绑定通行密钥的页面', page: NewPasskeyPage }),
  post('/account/passkeys/options', signedIn, AskPasskey, beginPasskey, { title: '绑定通行密钥：取一次性的题' }),
  post('/account/passkeys', signedIn, NewPasskey, enrolPasskey, { title: '绑定通行密钥', then: () => '/account#passkeys' }),
  get('/account/passkeys/:id/remove', signedIn, PasskeyId, accountPage, { title: '删掉一个通行密钥的页面', page: RemovePasskeyPage }),
  post('/account/passkeys/:id/remove', signedIn, PasskeyId, removePasskey, { title: '删掉一个通行密钥', then: () => '/account#passkeys' }),
  post('/account/sessions/:id/end', signedIn, SessionId, endDevice, { title: '让一台设备退出', then: leadsTo }),
  get('/account/step-up', signedIn, AskStepUp, stepUpPage, { title: '再验一次身份的页面', page: StepUpPage }),
  post('/account/step-up', signedIn, ProveByCode, proveByCode, { title: '再验一次身份：动态码', then: ({ to }) => to }),
  post('/account/step-up/options', signedIn, nothing, askStepUp, { title: '再验一次身份：取一次性的题' }),
  post('/account/step-up/passkey', signedIn, ProveByPasskey, proveByPasskey, { title: '再验一次身份：通行密钥', then: ({ to }) => to }),
  get('/officers/invited/:token', anyone, InvitedBy, invitedPage, { title: '三员就任的页面', page: InvitedPage }),
  post('/officers/invited/:token', anyone, TakeOffice, takeByPassword, { title: '三员就任：密码和动态码', then: leadsTo }),
  get('/officers/invited/:token/passkey', anyone, InvitedBy, invitedPage, {
    title: '三员就任的页面：通行密钥',
    page: InvitedByPasskeyPage,
  }),
  post('/officers/invited/:token/passkey/options', anyone, AskOffice, askOfficePasskey, { title: '三员就任：取一次性的题' }),
  post('/officers/invited/:token/passkey', anyone, TakeOfficeByPasskey, takeByPasskey, { title: '三员就任：通行密钥', then: leadsTo }),
  get('/officers', signedIn, nothing, officersPage, { title: '三员：谁在任，谁要换' }),
  post('/officers/:account/removal', signedIn, ProposeRemoval, proposeRemoval, { title: '三员：提出换人', once: true, stepUp: true }),
  post('/officers/removals/:id/confirm', signedIn, RemovalId, confirmRemoving, { title: '三员：确认换人', stepUp: true }),
  post('/officers/removals/:id/withdraw', signedIn, RemovalId, takeBackRemoval, { title: '三员：撤回换人' }),
  get('/accounts', 'permission.manage', ListAccounts, accounts, { title: '工作人员账户' }),
  post('/accounts', 'permission.manage', AddAccount, addUser, { title: '新建账户', once: true }),
  post('/accounts/:account/password', 'permission.manage', AccountId, resetPassword, {
    title: '重置密码',
    secret: '新密码只显示一次；没有记下来的话，请再重置一次',
  }),
  post('/accounts/:account/disable', 'permission.manage', DisableAccount, disableAccount, { title: '停用账户' }),
  post('/accounts/:account/enable', 'permission.manage', DisableAccount, enableAccount, { title: '恢复账户' }),
  get('/accounts/:account', 'permission.manage', AccountId, record, { title: '一个账户：授权、登录、经过' }),
  post('/accounts/:account/unlock', 'permission.manage', DisableAccount, unlockAccount, { title: '解除输错密码后的等待' }),
  post('/accounts/:account/staff-no', 'permission.manage', SetStaffNo, changeStaffNo, {
    title: '改工号，解除和单位目录的绑定',
    stepUp: true,
  }),
  get('/grants/choices', 'permission.manage', nothing, grantChoices, { title: '可以授的岗位、权限、单位、地区' }),
  get('/roles', 'permission.manage', nothing, roles, { title: '岗位表' }),
  post('/roles', 'permission.manage', ChangeRole, changeRole, { title: '改岗位，或新建一个', once: true, stepUp: true }),
  post('/roles/changes/:id/withdraw', 'permission.manage', EndGrant, turnDownRole, { title: '撤回岗位的改动' }),
  get('/roles/changes', 'permission.confirm', nothing, roles, { title: '待确认的岗位改动' }),
  post('/roles/changes/:id/confirm', 'permission.confirm', GrantId, confirmRole, { title: '确认岗位的改动', stepUp: true }),
  post('/roles/changes/:id/turn-down', 'permission.confirm', EndGrant, turnDownRole, { title: '退回岗位的改动' }),
  post('/grants', 'permission.manage', ProposeGrant, proposeGrant, { title: '申请授权', once: true, stepUp: true }),
  get('/grants/proposed', 'permission.confirm', nothing, proposals, { title: '待确认的授权' }),
  post('/grants/:id/confirm', 'permission.confirm', GrantId, confirmProposal, { title: '确认授权', stepUp: true }),
  post('/grants/:id/turn-down', 'permission.confirm', EndGrant, takeBack, { title: '退回申请、收回授权' }),
  post('/grants/:id/take-back', 'permission.manage', EndGrant, takeBack, { title: '撤回申请、收回授权' }),
  get('/audit/facts', 'permission.audit', ListAudit, auditFacts, { title: '审计日志' }),
  post('/audit/facts/:id/unmask', 'permission.audit', UnmaskAudit, unmaskAudited, {
    title: '审计：看一个遮住的名字，留痕',
    again: true,
    stepUp: true,
  }),
  get('/audit/records/:account', 'permission.audit', AccountId, record, { title: '审计：一个账户的岗位和经过' }),
  get('/audit/accounts', 'permission.audit', ListAccounts, accounts, { title: '审计：工作人员账户' }),
  get('/audit/accounts/:account', 'permission.audit', AccountId, audit, { title: '审计：一个账户的授权和经过' }),
]
