import type { Page } from '#kernel/module.ts'
import { Input, Textarea } from '#ui/public/field.tsx'
import { fieldOf, formPage } from '#ui/public/form-page.tsx'
import { Radios } from '#ui/public/pick.tsx'
import type { FirmVerb, FirmVerbView } from '../../schema/firm.ts'
import { sealTitle } from './words.tsx'

type Said = { title: string; act: string; lead: string; ask: string }

const said: Record<FirmVerb, Said> = {
  lose: { title: '挂失', act: '挂失', lead: '挂失后马上不能用印，证书进吊销名单；找回了可以解除。以前盖的章仍然有效。', ask: '怎么丢的？' },
  find: { title: '解除挂失', act: '解除挂失', lead: '解除以后马上能用。', ask: '怎么找回的？' },
  change: {
    title: '换一枚新的',
    act: '申请换章',
    lead: '名称照企业登记现在的刻。新章做好以前，这枚照常使用；做好时这枚同时作废。',
    ask: '为什么换？',
  },
  cancel: { title: '注销', act: '注销这枚印章', lead: '注销后不能恢复，密钥当场销毁；以前盖的章仍然有效。', ask: '为什么注销？' },
  appoint: {
    title: '交给一个人保管',
    act: '交给他保管',
    lead: '保管人能申请用印，也能批别人的用印，不能批自己的。他要先得到企业的授权；授权到期或收回，保管也就停了。',
    ask: '对方的身份证号码',
  },
  dismiss: { title: '收回保管', act: '收回', lead: '收回以后，他马上不能再批用印。', ask: '为什么收回？' },
}

/** What the verb asks, each under the name that the action takes. */
const Asked = ({ data, refused }: Pick<Parameters<Page<FirmVerbView>>[0], 'data' | 'refused'>) => {
  const { ask } = said[data.verb]
  const at = (name: string) => fieldOf(refused, name)
  if (data.verb === 'appoint') return <Input name="account" label={ask} width={20} {...at('account')} />
  return (
    <>
      {data.verb === 'dismiss' ? (
        <Radios
          name="account"
          label="收回谁的？"
          {...at('account')}
          choices={data.keepers.map((k) => ({ value: k.account, text: k.name }))}
        />
      ) : null}
      <Textarea name="reason" label={ask} rows={3} {...at('reason')} />
    </>
  )
}

/** One verb on a firm's seal, and what it asks. */
export const FirmVerbPage: Page<FirmVerbView> = (props) => {
  const { seal, verb, verbs } = props.data
  const { title, act, lead } = said[verb]
  const may = verbs.find((v) => v.verb === verb)
  return formPage(
    props,
    {
      title: `${title}：${sealTitle(seal)}`,
      act,
      back: { text: '回到印章', href: `/my-seals/${seal.id}` },
      lead: <p className="measure">{may?.open ? lead : (may?.why ?? '只有法定代表人能办这件事。')}</p>,
    },
    may?.open ? <Asked data={props.data} refused={props.refused} /> : undefined,
  )
}
