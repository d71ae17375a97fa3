import { useEffect, useRef, useState } from 'react'
import 'dmn-js/dist/assets/diagram-js.css'
import 'dmn-js/dist/assets/dmn-js-shared.css'
import 'dmn-js/dist/assets/dmn-js-drd.css'
import 'dmn-js/dist/assets/dmn-js-decision-table.css'
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css'
import 'dmn-js/dist/assets/dmn-js-literal-expression.css'
import 'dmn-js/dist/assets/dmn-font/css/dmn.css'
import Modeler from 'dmn-js/lib/Modeler'

export type Pen = () => Promise<string>

/** The modeller of bpmn.io over one file; its mark stays visible, as its licence asks. `ready` gets the pen that writes the file. */
export default function Editor({ xml, ready }: { xml: string; ready: (pen: Pen) => void }) {
  const place = useRef<HTMLDivElement>(null)
  const [wrong, setWrong] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is opened once over the text that was there; what is drawn since is its own
  useEffect(() => {
    const modeler = new Modeler({ container: place.current! })
    modeler.importXML(xml).then(
      () => ready(async () => (await modeler.saveXML({ format: true })).xml),
      (error: Error) => setWrong(`编辑器打不开这个文件：${error.message}。可以在“文件”里改`),
    )
    return () => modeler.destroy()
  }, [])
  return (
    <>
      {wrong ? (
        <p role="alert" className="wrong pad">
          {wrong}
        </p>
      ) : null}
      <div ref={place} className="dmn-editor" />
    </>
  )
}
