import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { sizeText } from '#ui/day.ts'
import type { CasePage } from '../../schema/desk.ts'

export type Shown = { title: string; href: string; type: string; note: string }

/** Everything of a case that can be looked at: files of its materials, then its papers. */
export function shownOf(page: CasePage): Shown[] {
  const files = page.materials.flatMap((m) =>
    m.files.map((f) => ({
      title: m.name,
      href: `/work/cases/${page.id}/materials/${f.hash}`,
      type: f.type,
      note: `${f.name}，${sizeText(f.size)}`,
    })),
  )
  return [...files, ...page.papers.map((p) => ({ title: p.title, href: `/papers/${p.id}`, type: 'application/pdf', note: p.no ?? '' }))]
}

/** Bytes of a PDF shown by the browser's own viewer; the look is recorded once the file is opened, and not before. */
function Pdf({ file }: { file: Shown }) {
  return <iframe className="viewer" src={file.href} title={file.title} />
}

/** The documents centre: one file at a time. What is personal is opened by a click and leaves a trace. */
export function Documents({ page, at }: { page: CasePage; at: Shown | undefined }) {
  const [turn, setTurn] = useState(0)
  const [wide, setWide] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file begins upright
  useEffect(() => setTurn(0), [at?.href])
  if (!at)
    return (
      <div className="empty">
        <p>{page.materials.length ? '从左边选一份材料来看。' : '这一件没有材料文件。'}</p>
        <p>打开文件会留下查看记录，申请人看得到。</p>
      </div>
    )
  const image = at.type.startsWith('image/')
  return (
    <>
      <div className="tools">
        <b>{at.title}</b>
        <span className="soft small">{at.note}</span>
        <span className="right" />
        {image ? (
          <>
            <Button size="small" onClick={() => setWide((w) => !w)}>
              {wide ? '缩小' : '放大'}
            </Button>
            <Button size="small" onClick={() => setTurn((t) => (t + 1) % 4)}>
              旋转
            </Button>
          </>
        ) : null}
        <a className="btn sm" href={at.href} target="_blank" rel="noreferrer">
          单独打开
        </a>
      </div>
      <div className="page scroll">
        {image ? (
          <img className="sheet" data-turn={turn} data-wide={wide} src={at.href} alt={at.title} />
        ) : at.type === 'application/pdf' ? (
          <Pdf file={at} />
        ) : (
          <div className="empty">
            <p>这种文件（{at.note}）请下载后看。</p>
            <p>
              <a className="btn" href={at.href} download>
                下载
              </a>
            </p>
          </div>
        )}
      </div>
    </>
  )
}
