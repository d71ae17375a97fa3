import Viewer from 'bpmn-js/lib/NavigatedViewer'
import { useEffect, useRef, useState } from 'react'
import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import { drawingOf, type Shown } from './marks.ts'

type Drawn = Pick<Shown, 'marks' | 'spots'> & { xml: string; small?: boolean }

/** The diagram as its author drew it, by the viewer of bpmn.io, whose mark stays visible as its licence asks. */
export default function Diagram({ xml, small, ...shown }: Drawn) {
  const place = useRef<HTMLDivElement>(null)
  const [wrong, setWrong] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: positions come with the file; a new answer opens the diagram anew by its key
  useEffect(() => {
    const viewer = new Viewer({ container: place.current! })
    viewer.importXML(xml).then(
      () => {
        const drawing = drawingOf(viewer)
        drawing.fit()
        drawing.draw(shown)
      },
      (error: Error) => setWrong(`流程图打不开：${error.message}`),
    )
    return () => viewer.destroy()
  }, [])
  return (
    <>
      {wrong ? (
        <p role="alert" className="wrong">
          {wrong}
        </p>
      ) : null}
      <div ref={place} className={small ? 'bpmn-view small' : 'bpmn-view'} />
    </>
  )
}
