import type { ReactNode } from 'react'
import { FormKeys, Sheet, Work } from './apply.tsx'
import { Acts, Back, Notice } from './page.tsx'
import { type Frame, PublicPage } from './shell.tsx'
import { ErrorSummary, errorOf } from './wrong.tsx'

type Refused = { sentence: string; fields: { field: string; sentence: string }[]; typed: Record<string, unknown> }
type Shown = { frame: Frame; key: string; refused?: Refused }
type Said = { title: string; act: string; back: { text: string; href: string }; lead?: ReactNode; after?: ReactNode }

/** One form on its sheet, or where nothing can be filled in the way back alone; what was typed comes back with the reason where it was refused. */
export const formPage = ({ frame, key, refused }: Shown, { title, act, back, lead, after }: Said, fields: ReactNode | undefined) => (
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
        {fields ? (
          <form method="post" noValidate>
            <FormKeys csrf={frame.csrf} clientKey={key} />
            {fields}
            <Acts next={{ text: act }} links={[{ text: '不填了', href: back.href }]} />
          </form>
        ) : (
          <Acts links={[back]} />
        )}
        {after}
      </Sheet>
    </Work>
  </PublicPage>
)

/** A refusal that names no field, told at the one field of the page that it is about. */
export const at = <R extends Refused>(refused: R | undefined, field: string): R | undefined =>
  refused && refused.fields.length === 0 ? { ...refused, fields: [{ field, sentence: refused.sentence }] } : refused

/** What stands in a field after a refusal, and the sentence beside it. */
export const fieldOf = (refused: Refused | undefined, name: string): { value?: string; error?: string } => ({
  value: refused?.typed[name] === undefined ? undefined : String(refused.typed[name]),
  error: errorOf(refused?.fields, name),
})
