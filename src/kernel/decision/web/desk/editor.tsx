import { useEffect, useRef, useState } from 'react'
import 'dmn-js/dist/assets/diagram-js.css'
import 'dmn-js/dist/assets/dmn-js-shared.css'
import 'dmn-js/dist/assets/dmn-js-drd.css'
import 'dmn-js/dist/assets/dmn-js-decision-table.css'
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css'
import 'dmn-js/dist/assets/dmn-js-literal-expression.css'
import 'dmn-js/dist/assets/dmn-font/css/dmn.css'
import Modeler, { type View } from 'dmn-js/lib/Modeler'
import { StyleModule } from 'style-mod'
import type { DraftPage } from '../../schema/desk.ts'
import type { Finding } from '../../schema/model.ts'
import { translate } from './editor-words.ts'
import { Notes } from './notes.tsx'

export type Pen = () => Promise<string>
/** A finding that somebody wants to see in its table; `turn` counts the asking. */
export type Wanted = { finding: Finding; turn: number }

/** Marks the cells and rules that something is said of; the modeller draws them anew as one works, hence again and again. */
function mark(place: HTMLElement, findings: readonly Finding[]): void {
  // the head above the numbers of the rules is empty, and no head of anything
  place.querySelector('th.index-column')?.setAttribute('role', 'presentation')
  for (const old of place.querySelectorAll('[data-finding]')) old.removeAttribute('data-finding')
  for (const { spot, severity, sentence } of findings.toReversed()) {
    const id = spot?.cell ?? spot?.ruleId
    const cell = id && place.querySelector(`[data-element-id="${CSS.escape(id)}"]`)
    if (!cell) continue
    cell.setAttribute('data-finding', severity)
    cell.setAttribute('title', sentence)
  }
}

/** Its own button to the drawing is left out: the views are tabs over the editor. */
const part = { additionalModules: [{ translate: ['value', translate], viewDrd: ['value', {}] }] }
/** Its own column of annotations knows one text a rule and not the standard's columns; `Notes` stands in its place. */
const table = { additionalModules: [...part.additionalModules, { annotationsProvider: ['value', {}] }] }
const nameOf = (view: View) => (view.type === 'drd' ? '关系图' : (view.name ?? view.id))

/** The cells write a style sheet of their own into the page; it bears the page's nonce, or the policy would drop it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content
if (nonce) StyleModule.mount(document, new StyleModule({}), { nonce })

/** The view that was open before; else the first table, since it is the tables that people answer for. */
const firstOf = (views: readonly View[], open: string | undefined): View | undefined =>
  views.find((v) => v.id === open) ?? views.find((v) => v.type === 'decisionTable') ?? views[0]

/** Opens the table of a finding and brings its cell into sight. */
async function lead(editor: Modeler | undefined, place: HTMLElement, { in: table, spot }: Finding): Promise<void> {
  const view = editor?.getViews().find((v) => v.type !== 'drd' && v.name === table)
  if (!editor || !view) return
  if (editor.getActiveView()?.id !== view.id) await editor.open(view)
  const id = spot?.cell ?? spot?.ruleId
  const cell = id ? place.querySelector<HTMLElement>(`[data-element-id="${CSS.escape(id)}"]`) : null
  cell?.scrollIntoView({ block: 'center' })
  cell?.querySelector<HTMLElement>('[contenteditable]')?.focus()
}

type EditorProps = {
  xml: string
  /** of the file as it was saved, for the words of its rules */
  inputs: DraftPage['named']
  findings: readonly Finding[]
  /** the view to open, by its id */
  open: string | undefined
  opened: (view: string) => void
  /** gets the pen that writes the file */
  ready: (pen: Pen) => void
  wanted: Wanted | undefined
}

/** The modeller of bpmn.io over one file; its mark stays visible, as its licence asks. */
export default function Editor({ xml, inputs, findings, open, opened, ready, wanted }: EditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const modeler = useRef<Modeler>(undefined)
  const [views, setViews] = useState<View[]>([])
  const [now, setNow] = useState<View>()
  const [, setTurn] = useState(0)
  const [wrong, setWrong] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is opened once over the text that was there; what is drawn since is its own
  useEffect(() => {
    const editor = new Modeler({
      container: place.current!,
      drd: part,
      decisionTable: table,
      literalExpression: part,
      boxedExpression: part,
    })
    const watched = new WeakSet<object>()
    modeler.current = editor
    const see = () => {
      setViews([...editor.getViews()])
      setNow(editor.getActiveView())
      const viewer = editor.getActiveViewer()
      if (!viewer || watched.has(viewer)) return
      watched.add(viewer)
      viewer.on('elements.changed', () => setTurn((t) => t + 1))
    }
    const start = async () => {
      await editor.importXML(xml, { open: false })
      const first = firstOf(editor.getViews(), open)
      if (!first) throw new Error('文件里没有能画的内容')
      await editor.open(first)
      editor.on('views.changed', see)
      see()
      ready(async () => (await editor.saveXML({ format: true })).xml)
    }
    start().catch((error: Error) => setWrong(`编辑器打不开这个文件：${error.message}。可以在“文件”里改`))
    return () => editor.destroy()
  }, [])
  useEffect(() => {
    if (now === undefined) return
    opened(now.id)
    const at = place.current!
    mark(at, findings)
    const watch = new MutationObserver(() => mark(at, findings))
    watch.observe(at, { childList: true, subtree: true })
    return () => watch.disconnect()
  }, [now, findings, opened])
  useEffect(() => {
    if (wanted) void lead(modeler.current, place.current!, wanted.finding)
  }, [wanted])
  return (
    <>
      {wrong ? (
        <p role="alert" className="wrong pad">
          {wrong}
        </p>
      ) : null}
      {views.length > 1 ? (
        <fieldset className="seg">
          <legend className="vh">看哪一张</legend>
          {views.map((v) => (
            <button key={v.id} type="button" aria-pressed={v.id === now?.id} onClick={() => void modeler.current?.open(v)}>
              {nameOf(v)}
            </button>
          ))}
        </fieldset>
      ) : null}
      <div ref={place} className="dmn-editor" />
      {now?.type === 'decisionTable' ? <Notes key={now.id} decision={now.element} inputs={inputs} /> : null}
    </>
  )
}
