/** The part of the editor that the desk uses; the package brings no types. */
declare module 'dmn-js/lib/Modeler' {
  export default class Modeler {
    constructor(options: {
      container: HTMLElement
      common?: { expressionLanguages?: { options: { value: string; label: string }[]; defaults: { editor: string } } }
    })
    importXML(xml: string): Promise<{ warnings: { message: string }[] }>
    saveXML(options: { format: boolean }): Promise<{ xml: string }>
    destroy(): void
  }
}
