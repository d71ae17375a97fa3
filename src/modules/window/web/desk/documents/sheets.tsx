/** How each kind of thing is drawn. Asking the house for it is the look that is recorded. */
import { type ComponentType, useEffect, useRef, useState } from 'react'
import { useLoaded } from '#ui/desk/loaded.ts'
import { openPdf, type Pdf } from '#ui/desk/pdf.ts'
import type { CaseAnswers } from '../../../schema/desk.ts'
import { AnswerRows } from '../answers.tsx'
import { answersType, type Shown } from './shown.ts'

export type Look = { scale: number; turn: number; at: number }

/** `narrow`: it has half of the place; `paged`: how many pages it has; `opened`: it is there, and the look is recorded. */
export type Drawing = { caseId: string; file: Shown; look: Look; narrow: boolean; paged: (pages: number) => void; opened: () => void }

/** The bytes of a PDF. */
function usePdf(href: string): { pdf?: Pdf; wrong?: boolean } {
  const [state, setState] = useState<{ href: string; pdf?: Pdf; wrong?: boolean }>({ href })
  useEffect(() => {
    let gone = false
    let opened: Pdf | undefined
    const open = async () => {
      const answer = await fetch(href)
      if (!answer.ok) throw new Error(String(answer.status))
      opened = await openPdf(await answer.arrayBuffer())
      if (gone) opened.close()
      else setState({ href, pdf: opened })
    }
    open().catch(() => gone || setState({ href, wrong: true }))
    return () => {
      gone = true
      opened?.close()
    }
  }, [href])
  return state.href === href ? state : {}
}

const Opening = () => (
  <p className="empty" role="status">
    正在打开
  </p>
)

/** A page of A4 fits the whole place as it is, and half of the place likewise. */
const whole = 1.2
const half = 0.75

function PdfPage({ pdf, look, narrow, title }: { pdf: Pdf; title: string } & Pick<Drawing, 'look' | 'narrow'>) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [wrong, setWrong] = useState(false)
  useEffect(() => {
    const scale = look.scale * (narrow ? half : whole)
    if (canvas.current) pdf.draw(look.at, canvas.current, { scale, turn: look.turn }).catch(() => setWrong(true))
  }, [pdf, look, narrow])
  if (wrong) return <p className="empty">这一页画不出来，请下载后看。</p>
  return <canvas ref={canvas} className="sheet-page" role="img" aria-label={`${title}，第 ${look.at} 页，共 ${pdf.pages} 页`} />
}

function PdfSheet({ file, look, narrow, paged, opened }: Drawing) {
  const { pdf, wrong } = usePdf(file.href)
  const pages = pdf?.pages
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once the pages are known
  useEffect(() => {
    if (!pages) return
    paged(pages)
    opened()
  }, [pages])
  if (wrong) return <p className="empty">这份 PDF 打不开，可能已经损坏。请下载后看，或让申请人重新提交。</p>
  return pdf ? <PdfPage pdf={pdf} look={look} narrow={narrow} title={file.title} /> : <Opening />
}

const ImageSheet = ({ file, look, opened }: Drawing) => (
  <img
    className="sheet"
    data-turn={look.turn}
    style={{ width: look.scale === 1 ? undefined : `${look.scale * 90}%` }}
    src={file.href}
    alt={file.title}
    onLoad={opened}
  />
)

/** What the applicant filled in, to be read beside what he handed in. */
function AnswersSheet({ caseId, file, opened }: Drawing) {
  const { data, error } = useLoaded<CaseAnswers>(file.href)
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once it is there
  useEffect(() => {
    if (data) opened()
  }, [data])
  if (error)
    return (
      <p className="empty" role="alert">
        {error}
      </p>
    )
  return data ? (
    <div className="paper-sheet">
      <AnswerRows id={caseId} data={data} />
    </div>
  ) : (
    <Opening />
  )
}

const OtherSheet = ({ file }: Drawing) => (
  <div className="empty">
    <p>这种文件（{file.note}）请下载后看。</p>
  </div>
)

type Kind = {
  is: (type: string) => boolean
  Sheet: ComponentType<Drawing>
  /** it can be made larger and turned */
  drawn: boolean
  /** it is a file that can be taken along */
  file: boolean
}

const kinds: readonly Kind[] = [
  { is: (type) => type === 'application/pdf', Sheet: PdfSheet, drawn: true, file: true },
  { is: (type) => type.startsWith('image/'), Sheet: ImageSheet, drawn: true, file: true },
  { is: (type) => type === answersType, Sheet: AnswersSheet, drawn: false, file: false },
]
const other: Kind = { is: () => true, Sheet: OtherSheet, drawn: false, file: true }

export const kindOf = (type: string): Kind => kinds.find((k) => k.is(type)) ?? other
