import { zhMoment } from '#kernel/clock/rules/text.ts'
import type { Page } from '#kernel/module.ts'
import { dueText } from '#ui/day.ts'
import { Sheet, Work } from '#ui/public/apply.tsx'
import { Input } from '#ui/public/field.tsx'
import { fieldOf, formPage } from '#ui/public/form-page.tsx'
import { Acts, Facts, Notice, Part, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { stateCodes } from '../rules/acts.ts'
import type { LicenceState } from '../schema/licence.ts'
import type { CheckedView, ScanView, VerifyView } from '../schema/view.ts'
import { demoWords, home } from './words.tsx'

/** Before the code is used up: who looks, and why. */
export const ScanPage: Page<ScanView> = (props) =>
  formPage(
    props,
    {
      title: `查验：${props.data.typeName}`,
      act: '查看',
      back: { text: '回到首页', href: '/' },
      lead: <p className="measure">这个码只能看一次。您填的单位和事由，持证人会看到。</p>,
    },
    <>
      <Input name="checker" label="您的单位" {...fieldOf(props.refused, 'checker')} />
      <Input name="purpose" label="为什么查验？" hint="例如：入场登记" {...fieldOf(props.refused, 'purpose')} />
    </>,
  )

const Standing = ({ standing }: { standing: LicenceState }) =>
  standing === 'valid' ? <Notice tone="done" title="有效" /> : <Notice tone="warn" title={`${stateCodes[standing].label}：现在不能用`} />

/** The licence as the one who scanned the code sees it. */
export const CheckedPage: Page<CheckedView> = ({ data: d, frame, now }) => (
  <PublicPage frame={frame} title={`查验结果：${d.typeName}`}>
    <Title text={d.typeName} trail={[home]} soft={`${d.holder} · ${d.organName}`} />
    <div className="wrap">
      <Standing standing={d.standing} />
      <Part title="照面（号码已遮住）">
        <Facts
          two
          facts={[
            ...d.face.map((v) => ({ name: v.name, value: v.text })),
            { name: '证照编号', value: d.no },
            { name: '有效期到', value: d.toOn === null ? '长期' : dueText(d.toOn, { year: true }) },
            { name: '查验', value: `${d.checker}，${zhMoment(d.at, now)}`, note: '结果只显示 10 分钟' },
            ...(d.demo ? [{ name: '演示', value: demoWords }] : []),
          ]}
        />
      </Part>
    </div>
  </PublicPage>
)

const Found = ({ found: f }: { found: NonNullable<VerifyView['found']> }) => (
  <>
    <Standing standing={f.current ? f.standing : 'expired'} />
    {f.current ? null : <p>这一版已经被新的一版替换，请对方出示新的。</p>}
    <Facts
      facts={[
        { name: '证照', value: f.typeName },
        { name: '颁发机关', value: f.organName },
        ...(f.demo ? [{ name: '演示', value: demoWords }] : []),
      ]}
    />
    <p>这里不显示持证人。要看照面，请持证人在“我的证照”里亮码。手上有文件的，可以核对文件上的签章。</p>
  </>
)

const wrongWords = (d: VerifyView) =>
  d.wellFormed ? '标识没有写错，但本市的证照库里没有这张证照。' : '标识不对：校验位对不上，可能抄错了一个字，也可能是假的。'

/** What the code printed on a licence tells anybody. */
export const VerifyPage: Page<VerifyView> = ({ data: d, frame }) => (
  <PublicPage frame={frame} title="证照核验">
    <Title text="证照核验" trail={[home]} lead="扫证照上的二维码，或者输入证照标识。" />
    <Work top>
      <Sheet>
        {d.found ? <Found found={d.found} /> : null}
        {d.identifier !== '' && !d.found ? (
          <Notice tone="warn" title="没有核验通过">
            {wrongWords(d)}
          </Notice>
        ) : null}
        <form method="get" action="/licences/verify">
          <Input
            name="identifier"
            label={d.found ? '再核验一张：证照标识' : '证照标识'}
            hint="1.2.156.3005.2 开头，印在二维码旁边"
            value={d.found ? '' : d.identifier}
          />
          <Acts className="acts--gap" next={{ text: '核验' }} />
        </form>
      </Sheet>
    </Work>
  </PublicPage>
)
