import type { Page } from '#kernel/module.ts'
import { Textarea } from '#ui/public/field.tsx'
import { fieldOf, formPage } from '#ui/public/form-page.tsx'
import { More } from '#ui/public/page.tsx'
import { Radios } from '#ui/public/pick.tsx'
import { sealKinds } from '../../rules/kinds.ts'
import { type ApplyView, firmKinds } from '../../schema/firm.ts'

const hints: Partial<Record<(typeof firmKinds)[number], string>> = {
  official: '圆形，刻企业名称；办事的文件一般盖这枚',
  contract: '圆形，签合同用',
  finance: '圆形，财务往来用',
  representative: '方形，刻法定代表人姓名',
}

/** Applying for a seal: the name on it comes from the register, and is not asked. */
export const ApplyFirmPage: Page<ApplyView> = (props) => {
  const { refused, data } = props
  const typed = (name: string, otherwise?: string | null) => fieldOf(refused, name).value ?? otherwise ?? undefined
  return formPage(
    props,
    {
      title: '申领企业印章',
      act: '提交申领',
      back: { text: '回到企业印章', href: '/my-seals' },
      lead: (
        <p className="measure">
          {data.firms.length
            ? '印章上的名称、代码和法定代表人照企业登记刻，不用写。提交后由印章核验员核对身份，再由另一个人制作，一般 2 个工作日。'
            : '您不是企业的法定代表人，也没有企业全面授权给您，不能申领。替企业办事，请法定代表人先在“我的账户和授权”里授权给您。'}
        </p>
      ),
      after: (
        <More title="电子印章和实物章是什么关系">
          <p>审批和用法一样：谁保管、谁能用、谁来批，由企业自己定（江西省电子印章管理暂行办法）。已经有实物章的，照样可以用。</p>
        </More>
      ),
    },
    data.firms.length ? (
      <>
        <Radios
          name="firm"
          label="哪家企业？"
          value={typed('firm', data.chosen)}
          error={fieldOf(refused, 'firm').error}
          choices={data.firms.map((f) => ({ value: f.id, text: f.name, hint: `${f.uscc}，法定代表人${f.representative}` }))}
        />
        <Radios
          name="kind"
          label="哪一种？"
          value={typed('kind')}
          error={fieldOf(refused, 'kind').error}
          choices={firmKinds.map((value) => ({ value, text: sealKinds[value].title, hint: hints[value] }))}
        />
        <Textarea name="reason" label="用来做什么？" hint="例如：给网上申请的承诺书盖章" rows={3} {...fieldOf(refused, 'reason')} />
      </>
    ) : undefined,
  )
}
