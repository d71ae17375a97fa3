import { defineModule, get, post, signedIn } from '#kernel/module.ts'
import { agencies, endAgency, grantAgency } from './actions/agency.ts'
import { FindParty, GrantAgency, PartyId, RegisterLegal, RegisterNatural, RevokeAgency, SetContact, Unmask } from './actions/input.ts'
import { personal } from './actions/personal.ts'
import { lookUp, profile, unmask } from './actions/profile.ts'
import { changeOpenly, registerLegal, registerNatural } from './actions/register.ts'
import { seed } from './seed.ts'

export default defineModule({
  id: 'party',
  title: '自然人和法人',
  measures: [],
  permissions: { 'party.read': '查看申请人（脱敏）', 'party.register': '登记申请人', 'party.unmask': '查看完整个人信息（留痕）' },
  about: { party: '申请人' },
  facts: {
    'party.registered': '登记申请人',
    'party.contact-changed': '改联系方式',
    'party.name-corrected': '更正登记的姓名',
    'party.contact-erased': '注销账户，删掉联系方式',
    'party.representative-named': '登记法定代表人',
    'party.unmasked': '查看完整个人信息',
  },
  routes: [
    get('/parties/:party', signedIn, PartyId, profile, { title: '一方的资料，脱敏' }),
    get('/parties/:party/agencies', signedIn, PartyId, agencies, { title: '授权和受托' }),
    post('/parties/find', 'party.read', FindParty, lookUp, { title: '按证件号码找申请人', again: true }),
    post('/parties/natural', 'party.register', RegisterNatural, registerNatural, { title: '登记个人' }),
    post('/parties/legal', 'party.register', RegisterLegal, registerLegal, { title: '登记法人和其他组织' }),
    post('/parties/:party/contact', signedIn, SetContact, changeOpenly, { title: '改住址；改单位的联系方式' }),
    post('/parties/:party/unmask', signedIn, Unmask, unmask, { title: '看完整的一项个人信息，留痕', again: true, stepUp: true }),
    post('/agencies', signedIn, GrantAgency, grantAgency, { title: '授权别人代办', once: true }),
    post('/agencies/:id/end', signedIn, RevokeAgency, endAgency, { title: '收回或辞去授权' }),
  ],
  personal,
  seed,
})
