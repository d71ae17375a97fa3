/** Why a picture is not drawn, in the words for the person who misses it; `{x}` is filled in. */
const sentences = {
  broken: 'JBIG2 图片损坏',
  large: 'JBIG2 图片太大，已停止展开',
  pages: 'JBIG2 图片里有 {what} 页，这里只能画一页的',
  unsupported: 'JBIG2 图片用了这里还不能画的编码（{what}）',
} as const

export class Jbig2Fault extends Error {
  constructor(kind: keyof typeof sentences, what = '') {
    super(sentences[kind].replace('{what}', what))
    this.name = 'Jbig2Fault'
  }
}

export const broken = (): Jbig2Fault => new Jbig2Fault('broken')
export const unsupported = (what: string): Jbig2Fault => new Jbig2Fault('unsupported', what)
