/** PDF in the desk's own viewer: opened from bytes, drawn page by page. */
import type { PDFDocumentProxy } from 'pdfjs-dist'

export type Pdf = {
  pages: number
  draw(page: number, on: HTMLCanvasElement, look: { scale: number; turn: number }): Promise<void>
  close(): void
}

async function library() {
  const pdfjs = await import('pdfjs-dist')
  pdfjs.GlobalWorkerOptions.workerSrc = new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url).href
  return pdfjs
}

const drawer = (pdf: PDFDocumentProxy): Pdf['draw'] => {
  let last: { cancel(): void } | undefined
  return async (number, on, { scale, turn }) => {
    last?.cancel()
    const page = await pdf.getPage(number)
    const sharp = window.devicePixelRatio || 1
    const viewport = page.getViewport({ scale: scale * sharp, rotation: (page.rotate + turn * 90) % 360 })
    on.width = Math.floor(viewport.width)
    on.height = Math.floor(viewport.height)
    on.style.width = `${Math.floor(viewport.width / sharp)}px`
    const task = page.render({ canvas: on, viewport })
    last = task
    await task.promise.catch((error: Error) => {
      if (error.name !== 'RenderingCancelledException') throw error
    })
  }
}

/** Opens a PDF; scripts in it never run. Throws where the bytes are no readable PDF. */
export async function openPdf(bytes: ArrayBuffer): Promise<Pdf> {
  const pdfjs = await library()
  const task = pdfjs.getDocument({ data: new Uint8Array(bytes), isEvalSupported: false, disableFontFace: false })
  const pdf = await task.promise
  return { pages: pdf.numPages, draw: drawer(pdf), close: () => void task.destroy() }
}
