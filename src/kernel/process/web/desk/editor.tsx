import Modeler from 'bpmn-js/lib/Modeler'
import { useEffect, useRef, useState } from 'react'
import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css'
import type { Mark } from '../../schema/desk.ts'
import { type Drawing, drawingOf } from './marks.ts'

export type Pen = { write: () => Promise<string>; show: (drawing: { faults?: readonly string[]; marks?: readonly Mark[] }) => void }
type Props = { xml: string; ready: (pen: Pen) => void; changed: (xml: string) => void }
type Bus = { on(event: string, then: () => void): void }

/** How long the hand must rest before the drawing is checked. */
const restMs = 700

const textOf = async (modeler: Modeler): Promise<string> => (await modeler.saveXML({ format: true })).xml ?? ''

/** The modeller of bpmn.io over one file; its mark stays visible, as its licence asks. `changed` gets the file whenever the hand rests. */
export default function Editor({ xml, ready, changed }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const [wrong, setWrong] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is opened once over the text that was there; what is drawn since is its own
  useEffect(() => {
    const modeler = new Modeler({ container: place.current! })
    let rest: ReturnType<typeof setTimeout> | undefined
    let drawing: Drawing | undefined
    modeler.importXML(xml).then(
      () => {
        drawing = drawingOf(modeler)
        drawing.fit()
        ready({ write: () => textOf(modeler), show: ({ faults = [], marks = [] }) => drawing?.draw({ faults, marks }) })
        modeler.get<Bus>('eventBus').on('commandStack.changed', () => {
          clearTimeout(rest)
          rest = setTimeout(() => void textOf(modeler).then(changed), restMs)
        })
      },
      (error: Error) => setWrong(`编辑器打不开这个文件：${error.message}。可以在“文件”里改`),
    )
    return () => {
      clearTimeout(rest)
      modeler.destroy()
    }
  }, [])
  return (
    <>
      {wrong ? (
        <p role="alert" className="wrong pad">
          {wrong}
        </p>
      ) : null}
      <div ref={place} className="bpmn-editor" />
    </>
  )
}
