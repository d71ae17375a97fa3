import type { PageProps } from '#kernel/module.ts'
import { FormKeys, Sheet, Work } from '#ui/public/apply.tsx'
import { Input } from '#ui/public/field.tsx'
import { Acts, NextButton, Notice, Rail, RailBlock } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary } from '#ui/public/wrong.tsx'

type StepUp = {
  level: number
  back: string
  need: string
  have: string
  reached: boolean
  providers: { id: string; title: string }[]
}

const stepUpAt = (id: string, { level, back }: StepUp) => `/sign-in/with/${id}?level=${level}&back=${encodeURIComponent(back)}`

/** More assurance for one step: why, where, and that nothing is lost on the way. */
export const StepUpPage = ({ data, frame }: PageProps<StepUp>) => (
  <PublicPage frame={{ ...frame, title: '核验身份' }}>
    <Work
      top
      rail={
        <Rail label="帮助">
          <RailBlock title="填过的还在吗">都在。核验完会回到刚才那一页，接着办就行。</RailBlock>
          <RailBlock title="核验不了">请带证件到政务服务中心窗口，工作人员当面核对。</RailBlock>
        </Rail>
      }
    >
      <Sheet>
        <h1>核验身份</h1>
        {data.reached ? (
          <Notice title="已经核验过了">
            <a href={data.back}>回到刚才那一页接着办</a>
          </Notice>
        ) : data.providers.length === 0 ? (
          <Notice tone="warn" title={`本市接入的平台都不能做${data.need}`}>
            请带证件到政务服务中心窗口办。<a href={data.back}>回到刚才那一页</a>
          </Notice>
        ) : (
          <>
            <p>
              这一步要求{data.need}，您现在是{data.have}。请到下面的平台核验，核验完会回到刚才那一页。
            </p>
            <ul className="ways">
              {data.providers.map((p) => (
                <li key={p.id}>
                  <NextButton href={stepUpAt(p.id, data)} text={`到${p.title}核验`} />
                </li>
              ))}
            </ul>
            <p>
              <a href={data.back}>先不核验，回到刚才那一页</a>
            </p>
          </>
        )}
      </Sheet>
    </Work>
  </PublicPage>
)

type SignedOut = { title: string; go: string }

/** The city's session is over; the platform's is not, which matters on a computer that others use. */
export const SignedOutPage = ({ data, frame }: PageProps<SignedOut>) => (
  <PublicPage frame={{ ...frame, title: '已退出' }}>
    <Work
      top
      rail={
        <Rail label="帮助">
          <RailBlock title="自己的手机、电脑">不退出那边也可以，下次登录省一步。</RailBlock>
        </Rail>
      }
    >
      <Sheet>
        <h1>已退出本站</h1>
        <p>您在{data.title}的登录还在。如果这是公用的电脑，请把那边也退出，免得别人接着用。</p>
        <div className="acts">
          <NextButton href={data.go} text={`退出${data.title}`} />
          <a href="/">不用，回首页</a>
        </div>
      </Sheet>
    </Work>
  </PublicPage>
)

type ContactData = { back: string; name: string }
const typed = (refused: PageProps<ContactData>['refused'], field: string): string | undefined => {
  const value = refused?.typed[field]
  return typeof value === 'string' ? value : undefined
}

/** Asked once after the first sign-in, because no platform says it; nobody has to. */
export const ContactPage = ({ data, frame, refused }: PageProps<ContactData>) => {
  const at = (field: string) => refused?.fields.find((f) => f.field === field)?.sentence
  const back = typed(refused, 'back') ?? data.back
  return (
    <PublicPage frame={{ ...frame, title: '怎么联系您', wrong: refused !== undefined }}>
      <Work
        top
        rail={
          <Rail label="帮助">
            <RailBlock title="用来做什么">办件有进展时给您发短信，寄送证照。只有办您这件事的人能看到。</RailBlock>
            <RailBlock title="姓名和证件号码">由身份平台核对，不用填，也不能在这里改。</RailBlock>
          </Rail>
        }
      >
        <Sheet>
          {refused ? (
            <ErrorSummary
              errors={refused.fields.length > 0 ? refused.fields : [{ field: 'phone', sentence: refused.sentence }]}
              title="没有保存"
            />
          ) : null}
          <h1>怎么联系您</h1>
          <p>{data.name}，您已经登录。身份平台没有提供这两项，只问这一次，以后办事自动带出。</p>
          <form method="post" action="/account/contact" noValidate>
            <FormKeys csrf={frame.csrf} />
            <input type="hidden" name="back" value={back} />
            <Input
              name="phone"
              label="手机号"
              width={20}
              inputMode="tel"
              autoComplete="tel"
              value={typed(refused, 'phone')}
              error={at('phone')}
            />
            <Input
              name="address"
              label="住址"
              optional
              autoComplete="street-address"
              value={typed(refused, 'address')}
              error={at('address')}
            />
            <Acts next={{ text: '保存，接着办' }} links={[{ text: '先不填，接着办', href: back }]} />
          </form>
        </Sheet>
      </Work>
    </PublicPage>
  )
}
