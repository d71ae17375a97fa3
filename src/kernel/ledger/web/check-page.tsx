import type { Page } from '#kernel/module.ts'
import { FormKeys, Sheet, Work } from '#ui/public/apply.tsx'
import { FileInput } from '#ui/public/field.tsx'
import { Acts, Facts, More, Notice, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary, errorOf } from '#ui/public/wrong.tsx'
import { factsOf, marks, standing } from '../rules/words.ts'
import type { CheckedView, ProofReport } from '../schema.ts'

const Report = ({ report, name }: { report: ProofReport; name: string }) => {
  const { tone, title, more } = standing(report)
  return (
    <>
      <Notice tone={tone} title={title}>
        {more}
      </Notice>
      <Facts facts={factsOf(report, name)} />
      <ul className="list checks">
        {report.steps.map((step) => (
          <li key={step.name + step.sentence} className={step.holds === false ? 'wrong' : undefined}>
            <b>
              {marks[String(step.holds) as keyof typeof marks]} {step.name}
            </b>
            <span>{step.sentence}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

export const CheckPage: Page<CheckedView> = ({ data, frame, refused }) => {
  const errors = refused ? [{ field: 'file', sentence: refused.sentence }] : []
  return (
    <PublicPage frame={{ ...frame, title: '核对账本凭证', wrong: refused !== undefined }}>
      <Title
        text="核对账本凭证"
        trail={[
          { text: '首页', href: '/' },
          { text: '账本检查点', href: '/ledger/checkpoints' },
        ]}
        lead="选一份账本凭证，看上面的事实是不是真记在账本里。检查点、增长证明也在这里核对。"
      />
      <Work top>
        <Sheet>
          <ErrorSummary errors={errors} title="还没有核对" />
          <div data-report="" aria-live="polite">
            {data?.report ? <Report report={data.report} name={data.name ?? ''} /> : null}
          </div>
          <form method="post" action="/ledger/check" encType="multipart/form-data" data-island="ledger" data-keys={data?.keys.join(' ')}>
            <FormKeys csrf={frame.csrf} />
            <FileInput
              name="file"
              label="要核对的文件"
              hint="一个 .json 或 .txt 文件。在您的浏览器里核对，文件不离开您的电脑，断网也能用；浏览器不支持时才交给我们核对，核对完就删。"
              accept=".json,.txt,application/json,text/plain"
              error={errorOf(errors, 'file')}
            />
            <Acts next={{ text: '核对' }} />
          </form>
          <More title="怎么下载我的账本凭证">
            <p>
              登录后在<a href="/me">我的办件</a>里打开一件，点“账本凭证”。请存在自己手里：以后谁改了账本，拿它一对就知道。
            </p>
          </More>
          <More title="不想用这个网页核对">
            <p>
              用 docs/guide/ledger-verify.py：一百行 Python，只用标准库，看得懂程序的人都能自己查一遍。公钥在
              <a href="/ledger/keys">这里</a>，请从报纸、图书馆等别处再核对一遍公钥。
            </p>
          </More>
        </Sheet>
      </Work>
    </PublicPage>
  )
}
