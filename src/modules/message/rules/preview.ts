/** How a message will look to the one who gets it, before it is sent to anybody. */
import type { Template } from '../schema.ts'
import { fieldNamesOf, fieldsOf, fill } from './template.ts'

/** Every field with its name for the editor and an example made up. */
const examples: Readonly<Record<string, readonly [label: string, example: string]>> = {
  item: ['事项', '食品经营许可（新办）'],
  no: ['编号尾号', '202306160001'],
  queryCode: ['查询码', 'K7M2Q9XA'],
  applicant: ['申请人', '钟*明'],
  channel: ['怎么提交的', '网上'],
  turn: ['轮到谁', '接下来由某某区市场监管局看材料，6月26日（周一）前答复。'],
  due: ['期限', '6月26日（周一）'],
  dueLine: ['期限一句', '6月26日（周一）到期。'],
  promise: ['承诺办结日', '6月28日（周三）'],
  organ: ['单位', '某某区市场监管局'],
  phone: ['电话', '0797-0003001'],
  hours: ['时间', '工作日 9:00–12:00，13:30–17:00'],
  address: ['地址', '某某区政务大道 1 号'],
  items: ['要补的', '1. 布局图没有标尺寸，请补标'],
  reason: ['理由', '现场核查不合格'],
  article: ['依据', '食品安全法第三十五条'],
  days: ['天数', '5'],
  procedure: ['特别程序', '检验检测'],
  result: ['结果', '食品经营许可证'],
  deemed: ['视为受理', ''],
  tolerant: ['容缺', ''],
  way: ['送达方式', '电子送达'],
  tracking: ['快递单号', 'EZ123456789CN'],
  card: ['牌', '黄牌'],
  recounted: ['期限怎么变', '这一步从6月25日（周日）改到6月27日（周二）'],
  notice: ['放假通知', '国务院办公厅关于2023年部分节假日安排的通知（国办发明电〔2022〕16号）'],
  verb: ['办理动作', '延长期限'],
  byName: ['谁', '曾伟'],
  holder: ['经办人', '曾伟'],
  kind: ['工单类别（代码）', 'rectification'],
  kindTitle: ['工单类别', '整改工单'],
  title: ['工单的事由', '差评：食品经营许可（新办）'],
  limits: ['各个限期', '答复限期6月25日（周日）'],
  clock: ['过了哪个限期', '答复限期'],
  why: ['理由一句', '理由：不是本单位的职权。'],
  link: ['网址', 'https://gz.example/c/01h3'],
}

/** The fields that a template may name: of the facts of a case or an order all of them, of another room those that its texts name now. */
export function fieldsFor(t: Template): { name: string; label: string; example: string }[] {
  const own = fieldsOf(`${t.title}${t.text}${t.sms ?? ''}`)
  const names = t.fact === undefined ? [...new Set([...own, 'link'])] : fieldNamesOf(t.fact)
  return names.map((name) => ({ name, label: examples[name]?.[0] ?? name, example: examples[name]?.[1] ?? `〔${name}〕` }))
}

export type Look = { title: string; text: string; sms: string | null; parts: number; length: number; fault: string | null }

const single = 70
const joined = 67

/** How many text messages an operator counts: 70 characters in one, 67 in each of a longer one (GSM 03.38, UCS-2). */
export const smsParts = (text: string): number => (text.length <= single ? 1 : Math.ceil(text.length / joined))

/** A text message begins with who sends it (工信部《通信短信息服务管理规定》: the sender is named). */
const signature = /^【[^【】]{2,12}】/

/** A template with its fields filled in, and how long the text message becomes. */
export function look(t: Pick<Template, 'title' | 'text' | 'sms' | 'channels'>, fields: readonly { name: string; example: string }[]): Look {
  const values = Object.fromEntries(fields.map((f) => [f.name, f.example]))
  const sms = t.channels.includes('sms') ? fill(t.sms || t.text, values) : null
  return {
    title: fill(t.title, values),
    text: fill(t.text, values),
    sms,
    length: sms?.length ?? 0,
    parts: sms === null ? 0 : smsParts(sms),
    fault: sms !== null && !signature.test(sms) ? '短信要以签名开头，写在【】里，2 到 12 个字' : null,
  }
}
