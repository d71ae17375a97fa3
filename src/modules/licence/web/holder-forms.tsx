import type { Page } from '#kernel/module.ts'
import { DateInput, Input, Textarea } from '#ui/public/field.tsx'
import { fieldOf, formPage } from '#ui/public/form-page.tsx'
import { Checkboxes } from '#ui/public/pick.tsx'
import { errorOf } from '#ui/public/wrong.tsx'
import { scopes, scopeWords } from '../schema/holder.ts'
import type { OwnView } from '../schema/view.ts'

const backTo = (id: string) => ({ text: '回到证照', href: `/licences/${id}` })

/** Lending a licence to one person: what for, how, until when. */
export const AuthorisePage: Page<OwnView> = (props) => {
  const { licence: l } = props.data
  const { refused } = props
  return formPage(
    props,
    {
      title: `授权别人用：${l.typeName}`,
      act: '授权',
      back: backTo(l.id),
      lead: <p className="measure">对方登录后，在“我的证照”里用。每用一次您都看得到，随时可以收回。</p>,
    },
    <>
      <Input name="agentIdNo" label="对方的身份证号码" width={20} {...fieldOf(refused, 'agentIdNo')} />
      <Input name="purpose" label="办什么用？" hint="例如：办理银行贷款" {...fieldOf(refused, 'purpose')} />
      <Checkboxes
        name="scopes"
        label="可以做什么？"
        choices={scopes.map((value) => ({ value, text: scopeWords[value] }))}
        values={[refused?.typed.scopes].flat().filter((s) => typeof s === 'string')}
        error={errorOf(refused?.fields, 'scopes')}
      />
      <DateInput name="toOn" label="到哪天为止？" hint="最多一年" {...fieldOf(refused, 'toOn')} />
    </>,
  )
}

/** Saying what is wrong on a licence. */
export const CorrectPage: Page<OwnView> = (props) => {
  const { licence: l } = props.data
  return formPage(
    props,
    {
      title: `请更正：${l.typeName}`,
      act: '提交',
      back: backTo(l.id),
      lead: <p className="measure">{l.organName}会在 5 个工作日内核实并答复您。确实写错的，换发一张新的，编号不变。</p>,
    },
    <Textarea name="text" label="哪里不对？应该是什么？" {...fieldOf(props.refused, 'text')} />,
  )
}

/** Taking a copy for one purpose. */
export const CopyPage: Page<OwnView> = (props) => {
  const { licence: l } = props.data
  return formPage(
    props,
    {
      title: `取加注件：${l.typeName}`,
      act: '生成加注件',
      back: backTo(l.id),
      lead: <p className="measure">加注件上写明“仅供办理××使用”和有效期（30 天），有发证机关的签章，交给对方的就是它。原件不外传。</p>,
    },
    <Input name="purpose" label="办什么用？" hint="会印在文件上，例如：外卖平台入驻" {...fieldOf(props.refused, 'purpose')} />,
  )
}
