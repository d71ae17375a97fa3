import type { Page } from '#kernel/module.ts'
import { FormKeys, Sheet, Work } from '#ui/public/apply.tsx'
import { Now, Steps } from '#ui/public/case.tsx'
import { Input } from '#ui/public/field.tsx'
import { Acts, Facts, Notice, Title } from '#ui/public/page.tsx'
import { PublicPage, placedIn } from '#ui/public/shell.tsx'
import type { CheckedView, FoundView } from '../schema/view.ts'

const home = [{ text: '首页', href: '/' }]

const Found = ({ data }: { data: Extract<FoundView, { found: true }> }) => (
  <>
    <h2>{data.itemName}</h2>
    <p className="soft">{data.submittedOn}提交</p>
    <Now
      answers={[
        { ask: '到哪了', answer: data.word },
        { ask: '轮到谁', answer: data.turn || '已经办完' },
        { ask: '哪天', answer: data.due?.split('：')[1] ?? '—', more: data.due?.split('：')[0] },
      ]}
    />
    <Steps steps={data.steps} at={data.at} />
    <p className="small soft">
      要看材料和文书，请<a href="/sign-in?back=/me">登录</a>。
    </p>
  </>
)

export const LookUpPage: Page<FoundView> = ({ data, frame, refused }) => (
  <PublicPage frame={{ ...(data.found ? placedIn(frame, data.division) : frame), title: '查办件进度' }}>
    <Title text="查办件进度" trail={home} lead="不用登录。查询码在收件凭证和短信里。" />
    <Work>
      <Sheet>
        {data.found ? <Found data={data} /> : null}
        {refused ? <Notice tone="warn" title={refused.sentence} /> : null}
        <form method="post" action="/lookup">
          <FormKeys csrf={frame.csrf} />
          <Input
            name="code"
            label="查询码"
            hint="8 位，例如 K7M4 Q2XD，大小写、空格都行"
            width={12}
            maxLength={12}
            value={String(refused?.typed.code ?? '')}
            spellCheck={false}
          />
          <Input
            name="tail"
            label="证件号码后 4 位"
            hint="申请人的身份证；单位办的，填信用代码或法定代表人身份证"
            width={8}
            maxLength={4}
            spellCheck={false}
          />
          <Acts next={{ text: '查进度' }} />
        </form>
      </Sheet>
    </Work>
  </PublicPage>
)

/** Whoever may open the paper finds both of its files here. */
const OwnFiles = ({ id }: { id: string }) => (
  <p>
    <a href={`/papers/${id}`}>打开这份文书（PDF）</a>　<a href={`/papers/${id}/ofd`}>下载 OFD</a>
  </p>
)

export const CheckPaperPage: Page<CheckedView> = ({ data, frame, refused }) => (
  <PublicPage frame={{ ...frame, title: '核验文书' }}>
    <Title text="核验文书" trail={home} lead="扫文书下面的二维码，或者输入 16 位核验码，看这份文书是不是真的。" />
    <Work>
      <Sheet>
        {data.asked ? (
          <>
            <Notice tone="done" title={data.standing} />
            <Facts
              facts={[
                { name: '文书', value: data.title },
                { name: '种类', value: data.kind },
                { name: '文号', value: data.no ?? '这种文书没有文号' },
                { name: '出具机关', value: data.organ },
                ...(data.act ? [{ name: '因为什么出具', value: `${data.organ}办理“${data.act}”` }] : []),
                { name: '日期', value: data.madeOn },
                { name: 'PDF 文件摘要', value: data.file ?? '文件正在生成', note: 'SM3。下载的文件算出来一样，就是原件' },
                { name: 'OFD 文件摘要', value: data.ofd ?? '第一次打开时生成' },
              ]}
            />
            <p className="small soft">这一页不显示姓名和内容，请和您手里的文书对照。</p>
            {data.open ? <OwnFiles id={data.open} /> : null}
          </>
        ) : null}
        {refused ? <Notice tone="warn" title={refused.sentence} /> : null}
        <form method="get" action="/check">
          <Input
            name="code"
            label={data.asked ? '再核验一份' : '核验码'}
            hint="16 位，在二维码旁边"
            width={20}
            maxLength={24}
            spellCheck={false}
          />
          <Acts next={{ text: '核验' }} links={[{ text: '有电子文件？核验上面的电子签章', href: '/seals/check' }]} />
        </form>
      </Sheet>
    </Work>
  </PublicPage>
)
