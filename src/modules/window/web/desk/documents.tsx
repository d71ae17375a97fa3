import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { sizeText } from '#ui/day.ts'
import { useKeys } from '#ui/desk/keys.ts'
import { openPdf, type Pdf } from '#ui/desk/pdf.ts'
import type { CasePage } from '../../schema/desk.ts'

export type Shown = { title: string; href: string; type: string; note: string }

/** More pages of a sealed file are looked at in the file itself. */
const mostSealedPages = 20

/** Everything of a case that can be looked at: files of its materials, what the applicant sealed, then its papers. */
export function shownOf(page: CasePage): Shown[] {
  const files = page.materials.flatMap((m) =>
    m.files.map((f) => ({
      title: m.name,
      href: `/work/cases/${page.id}/materials/${f.hash}`,
      type: f.type,
      note: `${f.name}，${sizeText(f.size)}`,
    })),
  )
  const sealed = page.sealed.flatMap((f) =>
    Array.from({ length: Math.min(f.pages, mostSealedPages) }, (_, n) => ({
      title: f.pages > 1 ? `${f.title}（盖章件第 ${n + 1} 页）` : `${f.title}（盖章件）`,
      href: `/seals/uses/${f.use}/pages/${n + 1}`,
      type: 'image/svg+xml',
      note: f.check.sentence,
    })),
  )
  return [
    ...files,
    ...sealed,
    ...page.papers.map((p) => ({ title: p.title, href: `/papers/${p.id}`, type: 'application/pdf', note: p.no ?? '' })),
  ]
}

type Look = { scale: number; turn: number; at: number }
const upright: Look = { scale: 1, turn: 0, at: 1 }
const scales = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const
const nearer = (scale: number) => scales.find((s) => s > scale) ?? scale
const farther = (scale: number) => scales.findLast((s) => s < scale) ?? scale

/** The bytes of a PDF; asking for them is the look that is recorded. */
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

function PdfPage({ pdf, look, title }: { pdf: Pdf; look: Look; title: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [wrong, setWrong] = useState(false)
  useEffect(() => {
    if (canvas.current) pdf.draw(look.at, canvas.current, { scale: look.scale * 1.2, turn: look.turn }).catch(() => setWrong(true))
  }, [pdf, look])
  if (wrong) return <p className="empty">这一页画不出来，请下载后看。</p>
  return <canvas ref={canvas} className="sheet-page" role="img" aria-label={`${title}，第 ${look.at} 页，共 ${pdf.pages} 页`} />
}

type Part = { file: Shown; look: Look; paged: (pages: number) => void }

function PdfSheet({ file, look, paged }: Part) {
  const { pdf, wrong } = usePdf(file.href)
  const pages = pdf?.pages
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once the pages are known
  useEffect(() => {
    if (pages) paged(pages)
  }, [pages])
  if (wrong) return <p className="empty">这份 PDF 打不开，可能已经损坏。请下载后看，或让申请人重新提交。</p>
  return pdf ? (
    <PdfPage pdf={pdf} look={look} title={file.title} />
  ) : (
    <p className="empty" role="status">
      正在打开
    </p>
  )
}

const ImageSheet = ({ file, look }: Part) => (
  <img
    className="sheet"
    data-turn={look.turn}
    style={{ width: look.scale === 1 ? undefined : `${look.scale * 90}%` }}
    src={file.href}
    alt={file.title}
  />
)

const OtherSheet = ({ file }: Part) => (
  <div className="empty">
    <p>这种文件（{file.note}）请下载后看。</p>
  </div>
)

const sheetOf = (type: string) => (type === 'application/pdf' ? PdfSheet : type.startsWith('image/') ? ImageSheet : OtherSheet)

type Tools = {
  file: Shown
  look: Look
  set: (change: Partial<Look>) => void
  pages: number
  n: number
  of: number
  step: (by: number) => void
}

const Tools = ({ file, look, set, pages, n, of, step }: Tools) => (
  <div className="tools">
    <b>{file.title}</b>
    <span className="soft small clip">{file.note}</span>
    <span className="right" />
    {pages > 1 ? (
      <>
        <Button size="small" disabled={look.at === 1} onClick={() => set({ at: look.at - 1 })}>
          上一页
        </Button>
        <span className="num small">
          {look.at}/{pages}
        </span>
        <Button size="small" disabled={look.at === pages} onClick={() => set({ at: look.at + 1 })}>
          下一页
        </Button>
      </>
    ) : null}
    <Button size="small" onClick={() => set({ scale: farther(look.scale) })}>
      缩小
    </Button>
    <span className="num small">{Math.round(look.scale * 100)}%</span>
    <Button size="small" onClick={() => set({ scale: nearer(look.scale) })}>
      放大
    </Button>
    <Button size="small" onClick={() => set({ turn: (look.turn + 1) % 4 })}>
      旋转
    </Button>
    <a className="btn sm" href={file.href} download title="下载会留下查看记录">
      下载
    </a>
    <Button size="small" aria-label="上一份" disabled={n === 0} onClick={() => step(-1)}>
      ‹
    </Button>
    <span className="num small">
      {n + 1}/{of}
    </span>
    <Button size="small" aria-label="下一份" disabled={n >= of - 1} onClick={() => step(1)}>
      ›
    </Button>
  </div>
)

type Centre = { page: CasePage; at: Shown | undefined; show: (href: string) => void }

/** The documents centre: one file at a time. What is personal is opened by a click and leaves a trace. */
export function Documents({ page, at, show }: Centre) {
  const [look, setLook] = useState(upright)
  const [pages, setPages] = useState(1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file begins upright
  useEffect(() => {
    setLook(upright)
    setPages(1)
  }, [at?.href])
  const all = shownOf(page)
  const n = all.findIndex((s) => s.href === at?.href)
  const step = (by: number) => all[n + by] && show(all[n + by]!.href)
  useKeys({ f: () => step(1) })
  if (!at)
    return (
      <div className="empty grow">
        <p>{all.length ? '从左边选一份材料来看，或按 f 从第一份看起。' : '这一件没有材料文件。'}</p>
        <p>打开和下载文件都会留下查看记录，申请人看得到。</p>
      </div>
    )
  const Sheet = sheetOf(at.type)
  return (
    <>
      <Tools
        file={at}
        look={look}
        set={(change) => setLook((l) => ({ ...l, ...change }))}
        pages={pages}
        n={n}
        of={all.length}
        step={step}
      />
      <div className="page scroll">
        <Sheet key={at.href} file={at} look={look} paged={setPages} />
      </div>
    </>
  )
}
