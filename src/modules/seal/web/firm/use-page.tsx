import type { Page } from '#kernel/module.ts'
import { dayText } from '#ui/day.ts'
import { FormKeys, Sheet, Work } from '#ui/public/apply.tsx'
import { type Choice, FileInput, Input, Textarea } from '#ui/public/field.tsx'
import { fieldOf } from '#ui/public/form-page.tsx'
import { Acts, Back, Empty, Notice } from '#ui/public/page.tsx'
import { Radios } from '#ui/public/pick.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary } from '#ui/public/wrong.tsx'
import type { FirmUseView } from '../../schema/firm.ts'
import { sealTitle } from './words.tsx'

type At = Parameters<Page<FirmUseView>>[0]

const lead = '提交以后由印章保管人或法定代表人批准，批准时就盖上。企业只有法定代表人一个人的，下一步由他自己看过再批准。'

const Cases = ({ data, seal }: { data: FirmUseView; seal: string }) =>
  data.cases.length ? (
    <form method="get" action={`/my-seals/${seal}/use`}>
      <Radios
        name="case"
        page
        label="给哪一件的文件盖章？"
        value={data.cases.length === 1 ? data.cases[0]!.id : undefined}
        choices={data.cases.map((c) => ({
          value: c.id,
          text: c.itemName,
          hint: `${dayText(c.submittedOn)}提交，编号末四位 ${c.no.slice(-4)}`,
        }))}
      />
      <Acts next={{ text: '下一步' }} links={[{ text: '不盖了', href: `/my-seals/${seal}` }]} />
    </form>
  ) : (
    <>
      <h1>给文件盖章</h1>
      <Empty
        title="这家企业还没有您经办的事"
        why="企业印章盖在企业自己办的事的文件上。先申请一件，再回来盖章。"
        acts={[{ text: '去办事', href: '/browse/enterprise' }]}
      />
    </>
  )

const Fields = ({ data, refused }: Pick<At, 'data' | 'refused'>) => {
  const field = (name: string) => fieldOf(refused, name)
  const file = (
    <>
      <FileInput name="file" label="文件" hint="OFD，不超过 50 MB" accept=".ofd" error={field('file').error} />
      <Input name="title" label="文件叫什么" optional={false} {...field('title')} />
      <Input name="over" label="盖在哪几个字上" hint="照文件里的字写；不写就盖在最后一页右下角" optional {...field('over')} />
    </>
  )
  const upload: Choice = { value: 'file', text: '自己的一个 OFD 文件', reveal: file }
  return (
    <>
      {data.papers.length > 0 ? (
        <Radios
          name="what"
          label="盖哪份文件？"
          {...field('what')}
          choices={[...data.papers.map((p) => ({ value: p.id, text: p.title, hint: '平台出的，盖在签名的地方' })), upload]}
        />
      ) : (
        <>
          <input type="hidden" name="what" value="file" />
          {file}
        </>
      )}
      <Textarea name="purpose" label="用来做什么？" hint="批准的人会看到" rows={3} {...field('purpose')} />
    </>
  )
}

/** The fields as they stand on the page, from top to bottom. */
const order = ['what', 'file', 'title', 'over', 'purpose']
const placed = (field: string) => (order.includes(field) ? order.indexOf(field) : order.length)
export const inOrder = <E extends { field: string }>(errors: readonly E[] | undefined): E[] | undefined =>
  errors && [...errors].sort((a, b) => placed(a.field) - placed(b.field))

/** Asking to use a firm's seal: for which case, on which file, what for. */
export const FirmUsePage: Page<FirmUseView> = (props) => {
  const { data, frame, key, refused } = props
  const { seal, chosen } = data
  return (
    <PublicPage frame={frame} title="给文件盖章" wrong={refused !== undefined}>
      <Back href={chosen ? `/my-seals/${seal.id}/use` : `/my-seals/${seal.id}`}>{chosen ? '换一件' : '回到印章'}</Back>
      <Work>
        <Sheet>
          <ErrorSummary errors={inOrder(refused?.fields)} />
          {refused && !refused.fields.length ? (
            <Notice tone="warn" title="没有办成">
              {refused.sentence}
            </Notice>
          ) : null}
          {chosen ? (
            <>
              <h1>给“{chosen.itemName}”的文件盖章</h1>
              <p className="measure">
                用的是“{sealTitle(seal)}”。{lead}
              </p>
              <form method="post" action={`/my-seals/${seal.id}/use?case=${chosen.id}`} encType="multipart/form-data" noValidate>
                <FormKeys csrf={frame.csrf} clientKey={key} />
                <input type="hidden" name="case" value={chosen.id} />
                <Fields data={data} refused={refused} />
                <Acts next={{ text: '提交用印申请' }} links={[{ text: '不盖了', href: `/my-seals/${seal.id}` }]} />
              </form>
            </>
          ) : (
            <Cases data={data} seal={seal.id} />
          )}
        </Sheet>
      </Work>
    </PublicPage>
  )
}
