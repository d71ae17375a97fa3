import { refusals } from '#base/refusal.ts'

/** Why a file is not taken, and what the person does next. One sentence for each reason; the checks of this folder share them. */
export const refuse = refusals({
  'upload.empty': [422, '“{name}”是空文件，里面没有内容。请打开原文件看一看，重新保存后再传。'],
  'upload.too-large': [413, '“{name}”超过 {limit} MB。请压缩图片、降低扫描分辨率，或分成几个文件后再传。'],
  'upload.unknown': [415, '认不出“{name}”是什么文件。请另存为 {accepted} 再传。'],
  'upload.not-accepted': [415, '“{name}”是{found}，这里不收。请另存为 {accepted} 再传。'],
  'upload.mismatch': [415, '“{name}”的名字和内容不符：内容其实是{found}。请用原来的软件打开，另存为 {accepted} 再传，不要只改文件名。'],
  'upload.program': [415, '“{name}”是程序或含有程序，为安全不能上传。请只传材料本身，格式为 {accepted}。'],
  'upload.web-page': [415, '“{name}”是网页或矢量图，里面可以藏程序。请打开后打印成 PDF，或截图存成图片再传。'],
  'upload.archive': [415, '“{name}”是压缩包。请先解压，把里面的材料一份一份地传。'],
  'upload.heic': [415, '“{name}”是苹果手机的 HEIC 照片。请在“设置－相机－格式”里选“兼容性最佳”重拍，或把照片另存为 JPG 再传。'],
  'upload.old-office': [415, '“{name}”是旧格式的文档。请用 WPS 或 Office 打开，另存为 docx、xlsx 或 PDF 再传。'],
  'upload.locked': [422, '“{name}”加了密码或限制了权限，我们打不开。请去掉密码，或打印成一份新的 PDF 再传。'],
  'upload.macro': [422, '“{name}”带有宏（小程序）。请另存为不带宏的 docx、xlsx，或导出 PDF 再传。'],
  'upload.broken': [422, '“{name}”不完整或已损坏，可能没有下载完。请先在自己的设备上打开确认，再重新传。'],
  'upload.carries-more': [422, '“{name}”里夹带了别的内容（{what}）。请用原来的软件打开，另存一份再传。'],
  'upload.too-many-pixels': [422, '图片“{name}”尺寸太大（{width}×{height}）。请缩小到 1 亿像素以内，或降低扫描分辨率再传。'],
  'upload.bomb': [422, '“{name}”展开后太大（超过 {limit} MB，或压缩得不合常理）。请删去多余的内容，或导出 PDF 再传。'],
  'upload.too-many-parts': [422, '“{name}”里的部件太多（超过 {limit} 个）。请删去多余的图片或工作表，或导出 PDF 再传。'],
  'upload.nested': [422, '“{name}”里面还套着压缩包或文档。请把里面的材料取出来，单独上传。'],
  'upload.unsafe-names': [422, '“{name}”内部的文件名不正常（{entry}）。请用原来的软件打开，另存一份再传。'],
  'upload.virus': [422, '“{name}”里查出了病毒（{virus}），没有保存。请先在自己的设备上杀毒，重新做一份再传。'],
  'upload.not-scanned': [503, '现在查不了病毒，“{name}”没有保存。请过几分钟再传；已经传好的都还在。'],
})

/** What every check is told of the file, for its sentence. */
export type About = { name: string; accepted: string }
