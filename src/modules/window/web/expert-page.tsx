import type { Page } from '#kernel/module.ts'
import { FormKeys, Sheet, Work } from '#ui/public/apply.tsx'
import { Textarea } from '#ui/public/field.tsx'
import { Acts, Facts, Notice, Title } from '#ui/public/page.tsx'
import { Radios } from '#ui/public/pick.tsx'
import { PublicPage, placedIn } from '#ui/public/shell.tsx'
import { ErrorSummary } from '#ui/public/wrong.tsx'
import { type ExpertPageView, verdictWords } from '../schema/expert.ts'

const choices = Object.entries(verdictWords).map(([value, text]) => ({ value, text }))

/** What an expert is asked: the question and its files, and one answer; no account is needed. */
export const ExpertPage: Page<ExpertPageView> = ({ data, frame, key, refused }) => {
  const wrong = (field: string) => refused?.fields.find((f) => f.field === field)?.sentence
  return (
    <PublicPage frame={{ ...placedIn(frame, data.division), title: '专家咨询' }} wrong={!!refused?.fields.length}>
      <Title text="专家咨询" lead={`${data.name}，您好。${data.organ}请您就“${data.itemName}”给出意见，${data.due}前答复。`} />
      <Work>
        <Sheet>
          <ErrorSummary errors={refused?.fields ?? []} />
          {refused && refused.fields.length === 0 ? <Notice tone="warn" title={refused.sentence} /> : null}
          <h2>问题</h2>
          <p className="pre">{data.question}</p>
          {data.files.length ? (
            <>
              <h2>材料</h2>
              <ul>
                {data.files.map((f) => (
                  <li key={f.hash}>
                    <a href={`/expert/${data.token}/files/${f.hash}`}>{f.name}</a>
                  </li>
                ))}
              </ul>
              <p className="small soft">打开材料会留下查看记录，申请人看得到。请不要转给别人。</p>
            </>
          ) : null}
          {data.answered ? (
            <>
              <Notice tone="done" title="您的意见已经收到，谢谢" />
              <Facts
                facts={[
                  { name: '意见', value: data.answered.verdict },
                  { name: '理由', value: data.answered.answer },
                  { name: '时间', value: data.answered.at },
                ]}
              />
            </>
          ) : null}
          {data.state === 'late' ? <Notice tone="warn" title={`答复的期限已经过了。还想答复，请打 ${data.phone}`} /> : null}
          {data.state === 'open' ? (
            <form method="post" action={`/expert/${data.token}`}>
              <FormKeys csrf={frame.csrf} clientKey={key} />
              <Radios
                name="verdict"
                label="您的意见"
                choices={choices}
                value={String(refused?.typed.verdict ?? '')}
                error={wrong('verdict')}
              />
              <Textarea
                name="answer"
                label="理由"
                hint="写明依据的标准和看到的情况。交上去以后不能改"
                value={String(refused?.typed.answer ?? '')}
                maxLength={5_000}
                error={wrong('answer')}
              />
              <Acts next={{ text: '交上意见' }} />
            </form>
          ) : null}
        </Sheet>
      </Work>
    </PublicPage>
  )
}
