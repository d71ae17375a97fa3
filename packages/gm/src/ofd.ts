/** OFD (GB/T 33190): written, read, drawn, signed and verified. Nothing here needs Node: all of it runs in a browser too. */

export { OfdFault } from './ofd/fault.ts'
export { openFile } from './ofd/file.ts'
export { type FontBytes, type FontFile, openFont, readFont } from './ofd/font/font.ts'
export {
  type Align,
  type BoxArea,
  type Cell,
  type Laid,
  rectangle,
  rule,
  type Table,
  type TextStyle,
  table,
  textBox,
} from './ofd/layout/box.ts'
export { breakLines, widthOf } from './ofd/layout/lines.ts'
export type * from './ofd/model.ts'
export { type Limits, limits, openPackage, type Package } from './ofd/package.ts'
export { bilevelPng } from './ofd/png.ts'
export {
  type Annotation,
  type Attachment,
  readAnnotations,
  readAttachments,
  readBookmarks,
  readCustomTags,
  readExtensions,
  readOutlines,
  readPermissions,
} from './ofd/read/annexes.ts'
export { type DocumentInfo, type Ofd, type OfdDocument, openOfd } from './ofd/read/document.ts'
export { newCache, type RenderedPage, type RenderOptions, renderPage } from './ofd/render/page.ts'
export type { Stamp } from './ofd/render/stamp.ts'
export { readStamps } from './ofd/render/stamps.ts'
export { type Place, placeAcrossPages, placeAtText } from './ofd/sign/places.ts'
export { type Prepared, prepareOfd } from './ofd/sign/prepare.ts'
export { dataSigner, type Signing, sealSigner, signOfd, signStream, type ToSign } from './ofd/sign/sign.ts'
export { collect, fromBlob, fromBytes, type Input, type Source } from './ofd/source.ts'
export { type FoundText, findText, readCharacters } from './ofd/text/find.ts'
export { type OfdReport, type OfdSignatureReport, type VerifyOptions, verifyOfd } from './ofd/verify/verify.ts'
export type * from './ofd/write/draft.ts'
export { streamOfd, writeOfd } from './ofd/write/write.ts'
