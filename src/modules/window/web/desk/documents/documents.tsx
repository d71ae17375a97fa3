import { Button } from 'antd'
import { type RefObject, useEffect, useRef } from 'react'
import { useKeys } from '#ui/desk/keys.ts'
import type { CasePage } from '../../../schema/desk.ts'
import { Choice } from './choice.tsx'
import { Pane } from './pane.tsx'
import { besideOf, type Shown, shownOf } from './shown.ts'

/** What lies beside the first file: undefined where nothing does, empty while it is being chosen. */
export type Beside = string | undefined

type Centre = {
  page: CasePage
  at: Shown | undefined
  show: (href: string) => void
  beside: Beside
  setBeside: (href: Beside) => void
  opened: (href: string) => void
}

/**
 * The button and the key that lay a second file beside the first, and take it away. Whoever has chosen stands at what he chose, and
 * whoever takes it away stands at the button again.
 */
function useBeside({ at, beside, setBeside }: Centre) {
  const [button, second] = [useRef<HTMLButtonElement>(null), useRef<HTMLElement>(null)]
  const was = useRef(beside)
  useEffect(() => {
    if (was.current !== undefined && beside === undefined) button.current?.focus()
    if (was.current === '' && beside) second.current?.focus()
    was.current = beside
  }, [beside, button, second])
  const turn = () => at && setBeside(beside === undefined ? '' : undefined)
  useKeys({ b: turn })
  return { button, second, turn }
}

type Steps = { n: number; of: number; step: (by: number) => void }

const Steps = ({ n, of, step }: Steps) => (
  <>
    <Button size="small" aria-label="上一份" disabled={n === 0} onClick={() => step(-1)}>
      ‹
    </Button>
    <span className="num small">
      {n + 1}/{of}
    </span>
    <Button size="small" aria-label="下一份" disabled={n >= of - 1} onClick={() => step(1)}>
      ›
    </Button>
  </>
)

const Nothing = ({ any }: { any: boolean }) => (
  <div className="empty grow">
    <p>{any ? '从左边选一份材料来看，或按 f 从第一份看起。' : '这一件没有材料文件。'}</p>
    <p>打开和下载文件都会留下查看记录，申请人看得到。</p>
  </div>
)

const Title = ({ shown, alone }: { shown: Shown; alone: boolean }) => (
  <>
    <b className="clip" title={alone ? undefined : shown.note}>
      {shown.title}
    </b>
    {alone ? <span className="soft small clip">{shown.note}</span> : null}
  </>
)

type Second = Centre & { at: Shown; turn: () => void; body: RefObject<HTMLElement | null> }

/** What lies beside, or the choice of it. */
function SecondPane({ page, at, beside, setBeside, opened, turn, body }: Second) {
  const shown = besideOf(page)
    .flatMap((g) => g.all)
    .find((s) => s.href === beside)
  return (
    <Pane
      caseId={page.id}
      name="比对的第二份"
      narrow
      file={shown}
      body={body}
      opened={opened}
      lead={shown ? <Title shown={shown} alone={false} /> : <b>选一份来比</b>}
      rest={
        <>
          {shown ? (
            <Button size="small" onClick={() => setBeside('')}>
              换一份
            </Button>
          ) : null}
          <Button size="small" title="快捷键 b" onClick={turn}>
            收起
          </Button>
        </>
      }
      nothing={<Choice page={page} beside={at} take={setBeside} />}
    />
  )
}

/** The documents centre: one file, or two side by side. What is personal is opened by a click and leaves a trace. */
export function Documents(centre: Centre) {
  const { page, at, show, beside, opened } = centre
  const all = shownOf(page)
  const n = all.findIndex((s) => s.href === at?.href)
  const step = (by: number) => all[n + by] && show(all[n + by]!.href)
  useKeys({ f: () => step(1) })
  const { button, second, turn } = useBeside(centre)
  if (!at) return <Nothing any={all.length > 0} />
  const two = beside !== undefined
  return (
    <div className={two ? 'panes two-up' : 'panes'}>
      <Pane
        caseId={page.id}
        name={two ? '比对的第一份' : '正在看的'}
        narrow={two}
        file={at}
        opened={opened}
        nothing={null}
        lead={<Title shown={at} alone={!two} />}
        rest={
          <>
            {two ? null : (
              <Button ref={button} size="small" title="快捷键 b" onClick={turn}>
                并排比对
              </Button>
            )}
            <Steps n={n} of={all.length} step={step} />
          </>
        }
      />
      {two ? <SecondPane {...centre} at={at} turn={turn} body={second} /> : null}
    </div>
  )
}
