import { FormKeys, Sheet, StepLine, Work } from '../public/apply.tsx'
import { Summary } from '../public/check.tsx'
import { Tag } from '../public/marks.tsx'
import { Acts, Back } from '../public/page.tsx'
import { Agree } from '../public/pick.tsx'
import { type Frame, PublicPage } from '../public/shell.tsx'
import { HelpRail } from './apply-question.tsx'

const change = (n: number, text?: string, about?: string) => ({ href: `/apply/1/questions/${n}?back=check`, text, about })

const Answers = () => (
  <>
    <Summary
      title="卖什么"
      rows={[
        { name: '主体业态', value: '餐饮服务经营者', change: change(1) },
        {
          name: '经营项目',
          value: (
            <>
              热食类食品制售
              <br />
              自制饮品制售（含自酿米酒）
            </>
          ),
          change: change(2),
        },
      ]}
    />
    <Summary
      title="店铺"
      rows={[
        { name: '名称', value: '松桥区客家小院餐饮店（演示）', source: { from: '营业执照', note: '2023-04-12 签发' } },
        { name: '信用代码', value: '92990102MA9A00125A', source: { from: '营业执照' } },
        { name: '地址', value: '松桥区文清路 18 号一层', source: { from: '营业执照', note: '您已确认' }, change: change(3) },
        { name: '面积', value: '120 平方米', change: change(4) },
      ]}
    />
    <Summary
      title="人"
      rows={[
        { name: '经营者', value: '钟家明，360***********0017', source: { from: '身份证' } },
        { name: '手机', value: '138****1234', source: { from: '您的账户' }, change: change(5) },
        { name: '食品安全管理员', value: '钟家明（兼）', change: change(6) },
        { name: '备用联系人', change: change(7) },
      ]}
    />
    <Summary
      title="材料"
      rows={[
        { name: '布局和流程图', value: <a href="/files/1">店铺布局图.jpg</a>, note: '1.2 MB，今天 15:41 上传', change: change(8, '换') },
        { name: '食品安全制度', value: <a href="/files/2">4 份，用范本生成</a>, change: change(9) },
        { name: '免提交', value: '营业执照、身份证、健康证明', aside: <Tag>3 样</Tag> },
        { name: '怎么拿证', value: '电子证照，另寄一份纸质的（免费）', change: change(10, '改', '拿证方式') },
      ]}
    />
  </>
)

/** Check answers before sending: every answer with its source and a change link. */
export const CheckPage = ({ frame }: { frame: Frame }) => (
  <PublicPage frame={frame}>
    <Back href="/apply/1">回到列表</Back>
    <Work rail={<HelpRail />}>
      <Sheet>
        <StepLine where="第 4 步，共 4 步：检查并提交" saved="16:38 已自动保存" />
        <h1>提交前，请看一遍</h1>
        <p className="lead">有不对的，点“改”，改完直接回到这一页。</p>
        <Answers />
        <form method="post">
          <FormKeys csrf={frame.csrf} clientKey="demo-key" />
          <Agree name="agree" note="每次查看都会记在您的账户里">
            以上内容真实。为办这件事，同意松桥区市场监督管理局查看我的营业执照、身份证和健康证明
          </Agree>
          <Acts next={{ text: '提交申请' }} links={[{ text: '先不提交，存着', href: '/apply/1' }]} />
          <p className="hint">提交后、受理前，都可以撤回来改。</p>
        </form>
      </Sheet>
    </Work>
  </PublicPage>
)
