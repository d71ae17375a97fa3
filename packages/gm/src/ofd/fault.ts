/** Everything that the OFD half refuses, each with the sentence that a person reads; `{x}` is filled in. */
const sentences = {
  'zip.none': '这不是 OFD 文件：找不到压缩包的目录，请确认文件完整、没有改过后缀名',
  'zip.broken': '压缩包损坏：{why}，请向发文单位重新索取',
  'zip.twice': '包里有两个同名文件 {name}：不同的软件会看到不同的内容，不能相信',
  'zip.path': '包里的文件名 {name} 指到了包的外面',
  'zip.large': '文件展开后太大（{why}），已停止打开',
  'zip.unsupported': '包里的 {name} 用了不支持的压缩或加密方式',
  'zip.missing': '包里没有 {name}',
  'xml.broken': '{name} 不是合格的 XML：{why}',
  'xml.doctype': '{name} 里有文档类型声明（DTD），为安全起见不打开',
  'xml.large': '{name} 太大或嵌套太深，已停止读取',
  'ofd.shape': '{name} 缺少 {what}，不符合 GB/T 33190',
  'font.broken': '字体文件损坏或格式不支持：{why}',
  'font.glyph': '字体里没有“{char}”字，请换一种字体',
  'write.wrong': '无法写成 OFD：{why}',
  'sign.locked': '文件已被锁定签名，不能再加盖',
  'sign.wrong': '不能签章：{why}',
  'sign.anchor': '文件里找不到文字“{text}”，请改用坐标定位',
} as const

type FaultCode = keyof typeof sentences

/** A file that keeps the rules of the standard badly enough not to be opened, written or signed. `code` is stable, the message is for people. */
export class OfdFault extends Error {
  readonly code: FaultCode
  constructor(code: FaultCode, data: Record<string, string> = {}) {
    super(sentences[code].replace(/\{(\w+)\}/g, (_, key: string) => data[key] ?? ''))
    this.name = 'OfdFault'
    this.code = code
  }
}

export const fault = (code: FaultCode, data?: Record<string, string>): OfdFault => new OfdFault(code, data)
