import type { ReactNode } from 'react'
import type { PageProps } from '#kernel/module.ts'
import { FormKeys, Sheet, Work } from '#ui/public/apply.tsx'
import { Acts, Back, Notice } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary, errorOf } from '#ui/public/wrong.tsx'

type Said = { title: string; act: string; back: { text: string; href: string }; lead?: ReactNode; after?: ReactNode }

/** One form on its sheet; what was typed comes back with the reason where it was refused. */
export const formPage = (
  { frame, key, refused }: Omit<PageProps<unknown>, 'data'>,
  { title, act, back, lead, after }: Said,
  fields: ReactNode,
) => (
  <PublicPage frame={frame} title={title} wrong={refused !== undefined}>
    <Back href={back.href}>{back.text}</Back>
    <Work>
      <Sheet>
        <ErrorSummary errors={refused?.fields} />
        {refused && !refused.fields.length ? (
          <Notice tone="warn" title="没有办成">
            {refused.sentence}
          </Notice>
        ) : null}
        <h1>{title}</h1>
        {lead}
        <form method="post" noValidate>
          <FormKeys csrf={frame.csrf} clientKey={key} />
          {fields}
          <Acts next={{ text: act }} links={[{ text: '不填了', href: back.href }]} />
        </form>
        {after}
      </Sheet>
    </Work>
  </PublicPage>
)

/** What stands in a field after a refusal, and the sentence beside it. */
export const fieldOf = (refused: PageProps<unknown>['refused'], name: string): { value?: string; error?: string } => ({
  value: refused?.typed[name] === undefined ? undefined : String(refused.typed[name]),
  error: errorOf(refused?.fields, name),
})
