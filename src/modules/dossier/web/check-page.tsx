import type { Page } from '#kernel/module.ts'
import { FormKeys, Sheet, Work } from '#ui/public/apply.tsx'
import { FileInput } from '#ui/public/field.tsx'
import { Acts, Facts, More, Notice, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { factsOf, marks, standing } from '../rules/report.ts'
import type { CheckedView, DossierReport, Step } from '../schema.ts'

const StepRow = ({ step }: { step: Step }) => (
  <li className={step.holds === false ? 'wrong' : undefined}>
    <b>
      {marks[String(step.holds) as keyof typeof marks]} {step.name}
    </b>
    <span>{step.sentence}</span>
    {step.changed.length ? (
      <ul>
        {step.changed.slice(0, 20).map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
    ) : null}
  </li>
)

const Report = ({ report, name }: { report: DossierReport; name: string }) => {
  const { tone, title, more } = standing(report)
  return (
    <>
      <Notice tone={tone} title={title}>
        {more}
      </Notice>
      <Facts facts={factsOf(report, name)} />
      <ul className="list checks">
        {report.steps.map((step) => (
          <StepRow key={step.id} step={step} />
        ))}
      </ul>
    </>
  )
}

export const CheckPage: Page<CheckedView> = ({ data, frame, refused }) => (
  <PublicPage frame={{ ...frame, title: '核对案卷' }}>
    <Title text="核对案卷" trail={[{ text: '首页', href: '/' }]} lead="选一份从好办下载的案卷，看它从导出到现在有没有被改过，改在哪里。" />
    <Work top>
      <Sheet>
        {refused ? <Notice tone="warn" title={refused.sentence} /> : null}
        <div data-report="" aria-live="polite">
          {data?.report ? <Report report={data.report} name={data.name ?? ''} /> : null}
        </div>
        <form method="post" action="/dossiers/check" encType="multipart/form-data" data-island="dossier" data-keys={data?.keys.join(' ')}>
          <FormKeys csrf={frame.csrf} />
          <FileInput
            name="file"
            label="案卷文件"
            hint="一个 .zip 文件。在您的浏览器里核对，文件不离开您的电脑，断网也能用；浏览器不支持时才交给我们核对，核对完就删"
            accept=".zip,application/zip"
          />
          <Acts next={{ text: '核对' }} />
        </form>
        <More title="怎么下载一件的案卷">
          <p>
            登录后在<a href="/me">我的办件</a>里打开一件，点“下载案卷”。工作人员在工作台的办件页上下载。
          </p>
        </More>
        <More title="核对的是什么">
          <p>
            签名盖住文件的每一个字节；办理经过的每一条事实都连着前一条；填写的内容和材料跟提交时登记的摘要比；状态和期限照事实重新推算一遍。
            一个字节不对，就说出是哪一处。
          </p>
        </More>
      </Sheet>
    </Work>
  </PublicPage>
)
