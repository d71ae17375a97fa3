/** What the library finds wrong with a file, in the words of the people who write tables, and what to do about it. */
import type { Problem, TableFinding } from '@haoban/dmn'
import type { DecisionModel } from '../schema/model.ts'
import { spaced, testText } from './words.ts'

const types: Readonly<Record<string, string>> = {
  number: '数',
  string: '文字',
  boolean: '是否',
  date: '日期',
  time: '时刻',
  'date and time': '日期和时刻',
  list: '列表',
  context: '一组值',
  function: '函数',
  range: '区间',
}
const typeName = (name: string | undefined) => types[name ?? ''] ?? name ?? ''

type Say = (...parts: string[]) => string
/** The library's sentences, one pattern each; what stands between their quotes goes over. */
const sentences: readonly (readonly [RegExp, Say])[] = [
  [/^There is no “(.+)” here\.$/, (name) => `没有“${name}”这个名称。请用输入或决策的名称；是文字就加英文双引号`],
  [/^There is no element “#?(.+)”\.$/, (id) => `文件里没有“${id}”，连线连到了空处`],
  [/^There is no type “(.+)”\.$/, (name) => `没有“${name}”这个类型。能用的是 number、string、boolean、date`],
  [/^There is no (?:hitPolicy|aggregation) “(.+)”\.$/, (name) => `“几条同时成立时”不能是“${name}”`],
  [/^“(.+)” does not take (\d+) arguments/, (name, count) => `函数“${name}”不收 ${count} 个参数，结果会是空`],
  [/^“(.+)” does not take a (.+): the result/, (sign, type) => `“${sign}”不能用在${typeName(type)}上，结果会是空`],
  [/^A (.+) and a (.+) do not compare/, (a, b) => `${typeName(a)}和${typeName(b)}不能比较，结果会是空`],
  [/^A (.+) is never equal to a (.+), nor within it/, (a, b) => `这一列是${typeName(b)}，格里写的是${typeName(a)}，永远不会成立`],
  [/^The result is no (.+): it would be null\.$/, (type) => `结果要是${typeName(type)}，现在写的会变成空`],
  [/^@"(.+)" is no date, time or duration\.$/, (text) => `“${text}”不是日期、时刻或时长，日期写 date("2023-06-01")`],
  [/^The context names “(.+)” twice\.$/, (name) => `“${name}”写了两次`],
  [/^Here “(.+)” is expected, but the expression ends\.$/, (sign) => `没有写完，还缺“${sign}”`],
  [/^Here “(.+)” is expected, not “(.+)”\.$/, (sign, other) => `这里要写“${sign}”，现在是“${other}”`],
  [/^Here .*name.* expected/, () => '这里要写一个名称'],
  [/^The expression ends too early\.$/, () => '没有写完'],
  [/^“(.+)” cannot stand here\.$/, (sign) => `“${sign}”不能写在这里`],
  [/^This text has no closing quote\.$/, () => '文字少了收尾的双引号'],
  [/^This cannot be read\.$/, () => '这个字符读不懂，标点要用英文的'],
  [/^A range ends with/, () => '区间没有收尾，用“]”或“)”'],
  [/^After “\.” a name is expected\.$/, () => '点号后面要写名称'],
  [/^The expression (?:is longer|is nested|holds more)/, () => '写得太长或套得太深，请拆成几个决策'],
  [/^“(.+)” needs its own result\.$/, (name) => `“${name}”要用到它自己的结果，绕成了圈`],
  [/^More than (\d+) elements need one another in a row\.$/, (count) => `决策一个接一个超过 ${count} 层，请合并`],
  [/^Two elements have the id “(.+)”\.$/, (id) => `两处用了同一个标识“${id}”`],
  [/^The model that is imported as “(.+)” was not given/, (name) => `引用了别的文件“${name}”，这里不收，请把要用的写进这个文件`],
  [/^Two imports have the name “(.+)”\.$/, (name) => `有两处引用都叫“${name}”，请各起一个名字`],
  [
    /^“(.+)” is the name of an import and of something in this model\.$/,
    (name) => `“${name}”既是引用的名字，又是这个文件里的名字，请改一个`,
  ],
  [/^Models import one another in a circle/, () => '文件之间互相引用，绕成了圈'],
  [/^“(.+)” stands in a model that is not imported/, (name) => `“${name}”在别的文件里，而那个文件没有引用进来`],
  [/^Two things that are required here have the name “(.+)”\.$/, (name) => `这里用到的有两个都叫“${name}”，分不清是哪一个`],
  [/^Two imported models have a type “(.+)”\.$/, (name) => `引用的两个文件里都有类型“${name}”，分不清是哪一个`],
  [/^The document is larger than/, () => '文件太大，最多 2 MB。请去掉不用的图和说明'],
  [/^The document has more than (\d+) elements\.$/, (count) => `文件里的元素超过 ${count} 个，请把表拆小`],
  [/^The document is nested more than (\d+) levels deep\.$/, (count) => `文件套了 ${count} 层以上，规则表用不着这么深`],
  [/^A document type is not read/, () => '文件里有 DOCTYPE，不收：规则表用不着它，里面的实体能把内存撑满。请删掉这一段'],
  [/^This is no well-formed XML: (.+)$/, (why) => `XML 写得不完整（${why}）。请用建模工具重新导出`],
  [/^There is no element\.$/, () => '文件是空的'],
  [/^This is no DMN model/, () => '最外层不是 DMN 的 definitions。请用建模工具导出 DMN 文件'],
]

/** One sentence of the library in Chinese; its own where there is no other. */
export function sentenceOf(says: string): string {
  for (const [pattern, say] of sentences) {
    const found = pattern.exec(says)
    if (found) return say(...found.slice(1))
  }
  return says
}

const nth = (rule: number) => `第 ${rule + 1} 条`

function gapText(where: readonly string[], model: DecisionModel, inside: string | undefined): string {
  const columns = model.outline.decisions.find((d) => d.name === inside)?.table?.inputs ?? []
  const parts = where.flatMap((text, i) => {
    const input = model.inputs.find((known) => known.name === columns[i]?.expression)
    return text === '-' ? [] : [`${columns[i]?.label ?? ''}是${testText(text, input)}`]
  })
  return parts.length > 0 ? spaced(parts.join('，')) : '哪种情况都'
}

type Words = {
  [Code in TableFinding['code']]: (found: Extract<TableFinding, { code: Code }>, model: DecisionModel, inside: string | undefined) => string
}
const tableWords: Words = {
  overlap: ({ rule, other }) => `${nth(rule)}和${nth(other)}规则会同时成立，这个表只许一条。请改窄一条，或者把“几条同时成立时”改成取第一条`,
  conflict: ({ rule, other }) => `${nth(rule)}和${nth(other)}规则会同时成立，结果却不一样。请让结果一样，或者改窄一条`,
  shadowed: ({ rule }) => `${nth(rule)}规则永远轮不到，前面的规则已经管了它的全部情况。请删掉它，或者往前挪`,
  gap: ({ where }, model, inside) => `${gapText(where, model, inside)}时没有规则管到，结果会是“还不能确定”。请补一条规则`,
  unchecked: ({ why }) => (why === 'size' ? '表太大，重叠和遗漏没有查全' : '有的格不只是和固定的值比较，重叠和遗漏没有查'),
}

/** A finding of the library in Chinese. */
export const problemText = ({ found, says, in: inside }: Problem, model: DecisionModel): string =>
  found ? (tableWords[found.code] as Words[TableFinding['code']])(found as never, model, inside) : sentenceOf(says)
