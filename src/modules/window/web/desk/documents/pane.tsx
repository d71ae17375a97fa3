import { Button } from 'antd'
import { type ReactNode, type RefObject, useEffect, useState } from 'react'
import { kindOf, type Look } from './sheets.tsx'
import type { Shown } from './shown.ts'

const upright: Look = { scale: 1, turn: 0, at: 1 }
const scales = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const
const nearer = (scale: number) => scales.find((s) => s > scale) ?? scale
const farther = (scale: number) => scales.findLast((s) => s < scale) ?? scale

type Tools = { file: Shown; look: Look; set: (change: Partial<Look>) => void; pages: number }

const Pages = ({ look, set, pages }: Omit<Tools, 'file'>) =>
  pages > 1 ? (
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
  ) : null

const Tools = ({ file, look, set, pages }: Tools) => {
  const kind = kindOf(file.type)
  return (
    <>
      {kind.drawn ? (
        <>
          <Pages look={look} set={set} pages={pages} />
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
        </>
      ) : null}
      {kind.file ? (
        <a className="btn sm" href={file.href} download title="下载会留下查看记录">
          下载
        </a>
      ) : null}
    </>
  )
}

type Pane = {
  caseId: string
  name: string
  /** it is one of two, and has half of the place: its tools stand in a line of their own */
  narrow: boolean
  file: Shown | undefined
  /** stands first in the line of tools: what is shown, or the choice of it */
  lead: ReactNode
  /** stands last in it, or at the end of its first line */
  rest: ReactNode
  /** what is said while nothing is shown */
  nothing: ReactNode
  /** where it is drawn */
  body?: RefObject<HTMLElement | null>
  opened: (href: string) => void
}

/** One thing that is looked at, with a scale, a turn and a page of its own; another begins upright. */
export function Pane({ caseId, name, narrow, file, lead, rest, nothing, body, opened }: Pane) {
  const [look, setLook] = useState(upright)
  const [pages, setPages] = useState(1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file begins upright
  useEffect(() => {
    setLook(upright)
    setPages(1)
  }, [file?.href])
  const Sheet = file && kindOf(file.type).Sheet
  return (
    <section className="pane" aria-label={name}>
      <div className="tools">
        {lead}
        <span className="right" />
        {narrow ? rest : null}
        {file ? (
          <div className="tool-set">
            <Tools file={file} look={look} set={(change) => setLook((l) => ({ ...l, ...change }))} pages={pages} />
          </div>
        ) : null}
        {narrow ? null : rest}
      </div>
      {file && Sheet ? (
        // whoever has no mouse scrolls it by the arrows
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a place that scrolls must be reached by keyboard
        <section ref={body} className="page scroll" tabIndex={0} aria-label={file.title}>
          <Sheet
            key={file.href}
            caseId={caseId}
            file={file}
            look={look}
            narrow={narrow}
            paged={setPages}
            opened={() => opened(file.href)}
          />
        </section>
      ) : (
        nothing
      )}
    </section>
  )
}
