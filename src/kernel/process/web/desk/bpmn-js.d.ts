/** The part of bpmn-js that the desk uses; its own types are not found under the way this house resolves modules. */
declare module 'bpmn-js/lib/NavigatedViewer' {
  export default class NavigatedViewer {
    constructor(options: { container: HTMLElement })
    importXML(xml: string): Promise<{ warnings: readonly string[] }>
    get<T>(service: string): T
    destroy(): void
  }
}
declare module 'bpmn-js/lib/Modeler' {
  export default class Modeler {
    constructor(options: { container: HTMLElement })
    importXML(xml: string): Promise<{ warnings: readonly string[] }>
    saveXML(options: { format: boolean }): Promise<{ xml?: string }>
    get<T>(service: string): T
    destroy(): void
  }
}
