import { refusals } from '#base/refusal.ts'

/** Every sentence with which this part of the house says no. */
export const refuse = refusals({
  'party.unfit': [422, '{sentence}'],
  'party.another-name': [409, '这个证件号码已经登记在另一个姓名下。请照着证件核对姓名和号码'],
  'party.uscc-taken': [409, '统一社会信用代码 {uscc} 已经登记为“{name}”，请核对'],
  'party.unknown': [404, '没有找到这一方，或者您不能看。请核对证件号码'],
  'party.contact-unshown': [409, '换手机号和邮箱要先收一次验证码，请到“我的联系方式”里换'],
  'party.unknown-rep': [422, '没有找到法定代表人，请先登记这个人'],
  'party.may-not-register': [403, '登记申请人要有窗口受理的权限'],
  'party.no-tie': [
    403,
    '没有{what}把您和这位当事人联系起来，不能看完整信息。请从他正在办的那一件打开；没有这样的办件，请让经办的同事看，或请本人出示',
  ],
  'party.may-not-unmask': [403, '您没有查看完整信息的权限。确实需要，请找有权限的同事'],
  'party.no-reason': [422, '请写明为什么要看完整信息，这条理由会记下来，当事人也能看到'],
  'party.nothing-there': [404, '没有登记过{field}'],
  'party.not-principal': [403, '只有本人或法定代表人能授权别人代办，代办人不能再转授权（民法典第一百六十九条）'],
  'party.unknown-agent': [422, '没有找到代办人。请他先登录一次，再填他的证件号码'],
  'party.agent-is-principal': [422, '不用授权给自己，请填代办人'],
  'party.days-turned': [422, '授权的截止日期不能早于开始日期，也不能早于今天'],
  'party.too-long': [422, '一次授权最长 10 年，请把截止日期写早一些'],
  'party.unknown-agency': [404, '没有这份授权，请刷新再看'],
  'party.agency-over': [409, '这份授权已经结束，不用再收回'],
  'party.not-his-agency': [403, '只有授权的一方能收回，或者代办的一方辞去'],
})
