import { Fragment } from 'react'
import { zhMoment } from '#kernel/clock/rules/text.ts'
import type { Page } from '#kernel/module.ts'
import { FormKeys } from '#ui/public/apply.tsx'
import { Textarea } from '#ui/public/field.tsx'
import { fieldOf } from '#ui/public/form-page.tsx'
import { Acts, Facts, More, Notice, Part, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary } from '#ui/public/wrong.tsx'
import { requestStates } from '../../rules/life.ts'
import type { FirmRequestView, SealedFor } from '../../schema/firm.ts'
import { Steps } from '../steps.tsx'
import { firmTrail } from './words.tsx'

type At = Parameters<Page<FirmRequestView>>[0]

/** The steps of the check, folded; the sentence stands above. */
const Checked = ({ check, id }: { check: SealedFor['check']; id: string }) => (
  <>
    <Notice tone={check.holds ? 'done' : 'warn'} title={check.sentence} />
    <Acts go={{ text: '下载盖好的文件', href: `/seals/requests/${id}/files/sealed` }} />
    <More title="核验的每一步">
      <Steps steps={check.steps} />
    </More>
  </>
)

const Decide = ({ at: { data, frame, key, refused } }: { at: At }) => {
  const { request: r, verbs } = data
  const decides = verbs.some((v) => v.verb === 'approve' && v.open)
  const withdraws = verbs.some((v) => v.verb === 'withdraw' && v.open)
  return (
    <>
      {decides ? (
        <Part id="decide" title={r.own ? '第二步：由您批准' : '由您批准'}>
          <p>
            {r.own
              ? '这是您自己申请的。您是法定代表人，企业的印章由企业自己管；请看过上面的文件，再单独批准一次。'
              : '请看过上面的文件。批准以后马上盖上，记进用印记录，不能撤销。'}
          </p>
          <form method="post" action={`/my-seals/requests/${r.id}`} noValidate>
            <FormKeys csrf={frame.csrf} clientKey={key} />
            <Textarea name="opinion" label="意见" rows={2} {...fieldOf(refused, 'opinion')} />
            <Acts
              className="acts--gap"
              next={{ text: '批准并盖章', name: 'verb', value: 'approve' }}
              plain={[{ text: '不批准', name: 'verb', value: 'reject' }]}
            />
          </form>
        </Part>
      ) : null}
      {withdraws ? (
        <form method="post" action={`/my-seals/requests/${r.id}`}>
          <FormKeys csrf={frame.csrf} clientKey={`${key}-withdraw`} />
          {decides ? null : <p>等印章保管人或法定代表人批准。批准时就盖上。</p>}
          <Acts className="acts--gap" plain={[{ text: '撤回申请', name: 'verb', value: 'withdraw' }]} />
        </form>
      ) : null}
    </>
  )
}

const Others = ({ request: { id, pages, shown } }: FirmRequestView) => {
  const others = Array.from({ length: pages }, (_, n) => n + 1).filter((n) => !shown.includes(n))
  if (others.length === 0) return null
  return (
    <More title={`其他 ${others.length} 页，共 ${pages} 页`}>
      <p>
        {others.map((n) => (
          <Fragment key={n}>
            <a href={`/seals/requests/${id}/pages/${n}`}>第 {n} 页</a>{' '}
          </Fragment>
        ))}
      </p>
    </More>
  )
}

const Pages = (view: FirmRequestView) => {
  const r = view.request
  return (
    <Part id="file" title={r.resultHash ? '盖好的文件' : '盖上以后是这样'}>
      {r.shown.map((n) => (
        <img
          key={n}
          className="preview"
          src={`/seals/requests/${r.id}/pages/${n}`}
          alt={`${r.title}，第 ${n} 页，共 ${r.pages} 页`}
          loading="lazy"
        />
      ))}
      <Others {...view} />
      <p className="meta">
        <a href={`/seals/requests/${r.id}/files/asked`}>下载没盖章的原文件</a>
      </p>
    </Part>
  )
}

/** One use of a firm's seal: the file as it will be sealed, who asked and who decided, and afterwards the sealed file with its check. */
export const FirmRequestPage: Page<FirmRequestView> = (props) => {
  const { data, frame, now, refused } = props
  const { request: r, check } = data
  const said = (by: string, at: string) => `${by}，${zhMoment(new Date(at), now)}`
  return (
    <PublicPage frame={frame} title={r.title} wrong={refused !== undefined}>
      <Title text={r.title} trail={firmTrail} soft={`${requestStates[r.state]} · ${r.sealName}`} />
      <div className="wrap">
        <ErrorSummary errors={refused?.fields} />
        {refused && !refused.fields.length ? (
          <Notice tone="warn" title="没有办成">
            {refused.sentence}
          </Notice>
        ) : null}
        {check ? <Checked check={check} id={r.id} /> : null}
        <Part title="这次用印">
          <Facts
            two
            facts={[
              ...(r.caseId ? [{ name: '哪一件', value: <a href={`/cases/${r.caseId}`}>打开这一件</a>, note: r.caseNo }] : []),
              { name: '用途', value: r.purpose },
              { name: '谁申请的', value: said(r.askedName, r.askedAt) },
              ...(r.decidedName && r.decidedAt
                ? [{ name: '谁批的', value: said(r.decidedName, r.decidedAt), note: r.opinion ? `意见：${r.opinion}` : undefined }]
                : []),
            ]}
          />
        </Part>
        <Pages {...data} />
        <Decide at={props} />
      </div>
    </PublicPage>
  )
}
