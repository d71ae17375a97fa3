import type { Page } from '#kernel/module.ts'
import { FormKeys, Sheet, Work } from '#ui/public/apply.tsx'
import { FileInput } from '#ui/public/field.tsx'
import { Acts, Facts, More, Notice, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { standing } from '../rules/check.ts'
import type { CheckedSignature, CheckedView, SealCheck } from '../schema/check.ts'
import { Steps } from './steps.tsx'

const Signature = ({ signature: s }: { signature: CheckedSignature }) => (
  <>
    <h2>{s.title}</h2>
    <Facts facts={s.facts} />
    <Steps steps={s.steps} />
  </>
)

const Report = ({ report, name, demo }: { report: SealCheck; name: string; demo: boolean }) => {
  const { tone, title, more } = standing(report, demo)
  return (
    <>
      <Notice tone={tone} title={title}>
        {more}
      </Notice>
      <Facts facts={[{ name: '文件', value: name }]} />
      {report.signatures.map((s) => (
        <Signature key={s.title + s.reason} signature={s} />
      ))}
      {report.uncovered.length > 0 ? <p>签章没有管到的部分：{report.uncovered.join('、')}</p> : null}
    </>
  )
}

export const CheckPage: Page<CheckedView> = ({ data, frame, refused }) => (
  <PublicPage frame={{ ...frame, title: '核验电子签章' }}>
    <Title
      text="核验电子签章"
      trail={[{ text: '首页', href: '/' }]}
      lead="选一份盖了电子印章的文件，看章是谁的、是真是假，文件从盖章到现在有没有改过。"
    />
    <Work top>
      <Sheet>
        {refused ? <Notice tone="warn" title={refused.sentence} /> : null}
        <div data-report="" aria-live="polite">
          {data?.report ? <Report report={data.report} name={data.name ?? ''} demo={frame.city.demo} /> : null}
        </div>
        <form
          method="post"
          action="/seals/check"
          encType="multipart/form-data"
          data-island="seal"
          data-demo={frame.city.demo ? '' : undefined}
          data-trusted={data ? JSON.stringify(data.trusted) : undefined}
        >
          <FormKeys csrf={frame.csrf} />
          <FileInput
            name="file"
            label="盖了章的文件"
            hint="一个 OFD 或 PDF 文件，可以拖到这里。在您的浏览器里核验，文件不离开您的电脑，断网也能用；浏览器不支持时才交给我们核验，核验完就删"
            accept=".ofd,.pdf,application/pdf"
          />
          <Acts next={{ text: '核验' }} links={[{ text: '只有纸质文书？扫上面的二维码，或输核验码', href: '/check' }]} />
        </form>
        <More title="核验的是什么">
          <p>
            电子印章里有制章机构的签名，签章里有用章人的签名，两层都照国家标准（GB/T 38540-2020）用 SM2
            算法重新验一遍；文件里每一页、每个附件、每张图都和盖章时的摘要比。一个字节不对，就说出是哪一步。
          </p>
        </More>
        <More title="为什么有的一步是“–”">
          <p>这一步不适用，或者在这里查不出来，例如没有时间戳、别的机构的吊销名单不在我们这里。“–”不算通过。</p>
        </More>
      </Sheet>
    </Work>
  </PublicPage>
)
