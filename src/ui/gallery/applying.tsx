import { FormKeys, Known, StepLine, TaskList } from '../public/apply.tsx'
import { Done, Receipt, Summary, Then } from '../public/check.tsx'
import { DateInput, FileInput, Input, Select, Textarea } from '../public/field.tsx'
import { Acts } from '../public/page.tsx'
import { Agree, Checkboxes, Radios } from '../public/pick.tsx'
import { RatingField } from '../public/stars.tsx'
import { ErrorSummary, errorOf } from '../public/wrong.tsx'
import { longName, longWord, Show } from './show.tsx'

const errors = [
  { field: 'e.area', sentence: '面积要写数字，例如 120' },
  { field: 'e.kind', sentence: '请选一种业态' },
  { field: 'e.where', sentence: '请选店开在哪里' },
  { field: 'e.map', sentence: '“布局图.heic”打不开，请换成 JPG、PNG 或 PDF' },
  { field: 'e.on', sentence: '开业日期：2023年2月没有30日，请核对' },
  { field: 'e.born', sentence: '出生日期：还差月份，请填上' },
  { field: 'e.agree', sentence: '请先勾选同意，再提交' },
]
const kinds = [
  { value: 'a', text: '餐饮服务经营者' },
  { value: 'b', text: '食品销售经营者' },
]

const Plain = () => (
  <form method="post" className="form">
    <FormKeys csrf="demo-csrf" clientKey="demo-key" />
    <Input name="n.name" label="店名" hint="和招牌上写的一样" value={longName} source={{ from: '营业执照', note: '2023-04-12 签发' }} />
    <Input name="n.area" label="店面多大？" unit="平方米" width={8} inputMode="decimal" value="120" />
    <Input name="n.phone" label="手机" type="tel" width={20} autoComplete="tel" optional />
    <Input name="n.code" label="信用代码" value="92990102MA9A00125A" readOnly source={{ from: '营业执照' }} />
    <Textarea name="n.note" label="还有什么要告诉我们？" optional value={longWord} />
    <Select name="n.kind" label="主体业态" choices={kinds} value="b" />
    <DateInput name="n.on" label="哪天开业？" hint="还没定，写打算的日子" value="2023-07-01" />
    <DateInput name="n.born" label="出生日期" autoComplete="bday" optional source={{ from: '身份证' }} value="1990-03-07" />
    <DateInput name="n.end" label="做到哪天？" hint="例如 2023年12月31日" />
    <Radios
      name="n.where"
      label="店开在哪里？"
      value="other"
      choices={[
        { value: 'same', text: '就在营业执照上的地址', hint: longName, source: { from: '营业执照' } },
        { value: 'other', text: '在别的地方', reveal: <Input name="n.addr" label="实际地址" /> },
        { value: 'unknown', text: '还不知道' },
      ]}
    />
    <Checkboxes
      name="n.sells"
      label="卖什么？"
      hint="可以选几样"
      values={['hot']}
      choices={[
        { value: 'hot', text: '热食' },
        { value: 'cold', text: '冷食' },
      ]}
    />
    <FileInput
      name="n.map"
      label="店铺布局图"
      hint="照片或 PDF，每个 20 MB 以内"
      accept="image/*,.pdf"
      multiple
      files={[
        { id: '1', name: '店铺布局图.jpg', bytes: 1258291, href: '#f', note: '今天 15:41 上传' },
        { id: '2', name: `${longName}.pdf`, bytes: 900 },
      ]}
    />
    <RatingField name="n.grade" />
    <Agree name="n.agree" note="每次查看都会记在您的账户里">
      以上内容真实，同意查看我的营业执照
    </Agree>
    <Acts next={{ text: '保存，下一题' }} links={[{ text: '先到这里，回到列表', href: '#list' }]} />
  </form>
)

const Wrong = () => (
  <form method="post" className="form" noValidate>
    <ErrorSummary errors={errors} />
    <Input name="e.area" label="店面多大？" hint="量到墙内" unit="平方米" width={8} value="一百二" error={errorOf(errors, 'e.area')} />
    <Select name="e.kind" label="主体业态" choices={kinds} error={errorOf(errors, 'e.kind')} />
    <Radios name="e.where" label="店开在哪里？" hint="写顾客能走进来的地方" choices={kinds} error={errorOf(errors, 'e.where')} />
    <DateInput name="e.on" label="开业日期" value="2023-02-30" wrong="day" error={errorOf(errors, 'e.on')} />
    <DateInput name="e.born" label="出生日期" autoComplete="bday" value="1990--7" error={errorOf(errors, 'e.born')} />
    <FileInput name="e.map" label="店铺布局图" error={errorOf(errors, 'e.map')} />
    <Agree name="e.agree" error={errorOf(errors, 'e.agree')}>
      以上内容真实
    </Agree>
  </form>
)

const Ending = () => (
  <div className="sheet">
    <Done title="申请已提交" number={{ name: '查询码', value: 'K7M4 Q2XD' }}>
      6月15日（周四）16:42 收到：食品经营许可（新办）
    </Done>
    <Receipt said="短信已发到 138****1234" href="#pdf" />
    <Then
      steps={[
        { on: '2023-06-16', when: '6月16日（周五）前', what: '告诉您受不受理', more: '缺什么一次说全。' },
        { when: '结果出来当天', what: '电子证照到“我的证照”，纸质的寄出' },
      ]}
    />
  </div>
)

export const Applying = () => (
  <>
    <Show name="有错的表单 ErrorSummary">
      <Wrong />
    </Show>
    <Show name="表单各栏">
      <Plain />
    </Show>
    <Show name="步骤行 StepLine，已知 Known，任务 TaskList">
      <StepLine where="第 2 步，共 4 步：店和人" saved="15:24 已自动保存" />
      <Known known={7} total={12} ask="还要您答 5 项，约 8 分钟">
        已知的来自营业执照、身份证。<a href="#known">看是哪 7 项</a>
      </Known>
      <Known known={0} total={30} ask="登录后能少填一些" />
      <TaskList
        number="一"
        title="店和人"
        tasks={[
          { title: '店铺信息', note: '名称、代码、地址都已填好', href: '#t1', state: 'confirm' },
          { title: '经营者', href: '#t2', state: 'done' },
          { title: '食品安全管理员', href: '#t3', state: 'half' },
          { title: '布局图', href: '#t4', state: 'todo' },
          { title: longName, href: '#t5', state: 'wrong' },
          { title: '检查全部答案，提交申请', note: '上面都做完，就能提交', state: 'blocked' },
        ]}
      />
    </Show>
    <Show name="检查 Summary">
      <Summary
        title="店铺"
        rows={[
          { name: '名称', value: longName, source: { from: '营业执照' } },
          { name: '面积', value: '120 平方米', change: { href: '#c1' } },
          { name: '布局图', value: '店铺布局图.jpg', note: '1.2 MB', change: { href: '#c2', text: '换' } },
          { name: '备用联系人', change: { href: '#c3' } },
        ]}
      />
    </Show>
    <Show name="办成 Done，凭证 Receipt，接下来 Then">
      <Ending />
    </Show>
  </>
)
