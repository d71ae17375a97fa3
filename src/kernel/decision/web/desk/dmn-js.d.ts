/** The part of the editor that the desk uses; the package brings no types. */
declare module 'dmn-js/lib/Modeler' {
  type Drawn = { $parent?: unknown; text?: string; name?: string }
  export type DrawnRule = {
    id: string
    inputEntry?: Drawn[]
    outputEntry?: Drawn[]
    annotationEntry?: Drawn[]
    $model: { create(type: 'dmn:RuleAnnotation' | 'dmn:RuleAnnotationClause', of: Drawn): Drawn }
  }
  type DrawnInput = { label?: string; inputExpression?: { text?: string } }
  export type DrawnDecision = { name?: string; decisionLogic: { input?: DrawnInput[]; annotation?: Drawn[]; rule?: DrawnRule[] } }
  export type View =
    | { id: string; name?: string; type: 'drd' | 'literalExpression' | 'boxedExpression' }
    | { id: string; name?: string; type: 'decisionTable'; element: DrawnDecision }
  type Part = { additionalModules: readonly Record<string, unknown>[] }
  export default class Modeler {
    constructor(options: { container: HTMLElement; drd: Part; decisionTable: Part; literalExpression: Part; boxedExpression: Part })
    importXML(xml: string, options?: { open: boolean }): Promise<{ warnings: { message: string }[] }>
    saveXML(options: { format: boolean }): Promise<{ xml: string }>
    getViews(): View[]
    getActiveView(): View | undefined
    getActiveViewer(): { on(event: 'elements.changed', act: () => void): void } | undefined
    open(view: View): Promise<unknown>
    on(event: 'views.changed', act: () => void): void
    destroy(): void
  }
}
