import { FormKeys, Sheet, StepLine, Work } from '../public/apply.tsx'
import { Input } from '../public/field.tsx'
import { Acts, Back, Rail, RailBlock, Why } from '../public/page.tsx'
import { Radios } from '../public/pick.tsx'
import { type Frame, PublicPage } from '../public/shell.tsx'
import { ErrorSummary, errorOf } from '../public/wrong.tsx'

export const HelpRail = () => (
  <Rail label="帮助">
    <RailBlock title="遇到困难">
      <a href="tel:07970001001">0797-0001001</a>（演示）
      <br />
      <a href="/helpers">委托他人代办</a>
      <br />
      <a href="/halls">改到窗口办</a>
    </RailBlock>
  </Rail>
)

const errors = [{ field: 'addrText', sentence: '地址还差门牌号，请补上' }]

/** One question of an application, with an error: summary first, the same words at the field, typed text kept. */
export const ApplyQuestionPage = ({ frame }: { frame: Frame }) => (
  <PublicPage frame={frame} wrong>
    <Back href="/apply/1" />
    <Work rail={<HelpRail />}>
      <Sheet>
        <ErrorSummary errors={errors} />
        <form method="post" noValidate>
          <FormKeys csrf={frame.csrf} clientKey="demo-key" />
          <StepLine where="第 2 步，共 4 步：店和人" saved="15:24 已自动保存" />
          <Radios
            page
            name="addr"
            label="店开在哪里？"
            hint="写顾客能走进来的地方。工作人员会按这个地址来店里看。"
            value="other"
            choices={[
              {
                value: 'same',
                text: (
                  <>
                    <b>就在营业执照上的地址</b>
                    <br />
                    松桥区文清路 18 号一层
                  </>
                ),
                source: { from: '营业执照', note: '2023-04-12 签发' },
              },
              {
                value: 'other',
                text: <b>在别的地方</b>,
                reveal: (
                  <Input
                    name="addrText"
                    label="实际地址"
                    hint="写到门牌号和楼层，例如：文清路 18 号"
                    value="松桥区文清路"
                    autoComplete="street-address"
                    error={errorOf(errors, 'addrText')}
                  />
                ),
              },
            ]}
          />
          <Why>许可证只在写明的地址有效。执照上的地址和开店的地方不一样也可以，但要分别写清。</Why>
          <Acts next={{ text: '保存，下一题' }} links={[{ text: '先到这里，回到列表', href: '/apply/1' }]} />
        </form>
      </Sheet>
    </Work>
  </PublicPage>
)
