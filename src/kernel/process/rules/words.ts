import type { Stays } from '@haoban/bpmn'

/** What the library says of a file, in the words of the desk; what stands here not, keeps its own words behind a Chinese head. */
const sentences: Readonly<Record<string, string>> = {
  'XML.SIZE': '文件太大，请拆成几个流程',
  'XML.MALFORMED': '文件不是完整的 XML，请用流程图编辑器重新导出',
  'XML.ENCODING': '文件的编码看不懂，请存成 UTF-8',
  'XML.DOCTYPE': '文件带有 DOCTYPE（文档类型、实体），不安全，请去掉',
  'XML.DEPTH': '文件嵌套太深，请拆成几个流程',
  'REF.MISSING': '引用的东西图里没有，请重新选',
  'REF.TYPE': '引用的东西种类不对，请重新选',
  'GATEWAY.FLOWS': '网关既不分开也不汇合，请连上几条线，或去掉它',
  'GATEWAY.DIRECTION': '网关写的方向和连线不一样',
  'GATEWAY.EVENT-TARGETS': '事件网关后面只能接等待消息、信号、时间的事件',
  'GATEWAY.EVENT-FLOWS': '事件网关后面至少要有两条路',
  'GATEWAY.EVENT-OTHERS': '事件网关后面的事件不能再有别的线进来',
  'FLOW.INTO-START': '线不能连进开始事件',
  'FLOW.OUT-OF-END': '结束事件后面不能再连线',
  'FLOW.INTO-BOUNDARY': '线不能连进边界事件',
  'FLOW.LEVEL': '线不能穿过子流程的边，请在里面结束、从外面接着走',
  'FLOW.DEFAULT': '默认路线要从这个网关、任务自己出去',
  'FLOW.CONDITION': '这条线不能带条件',
  'FLOW.CONDITION-IGNORED': '并行网关、事件网关不看条件，这条线上的条件不起作用',
  'FLOW.CIRCLE': '绕圈不停，没有一步要等人',
  'FLOW.LISTED': '连线和元素的登记不一致，请用编辑器重新保存',
  'EVENT.TIMER': '时间没有写，或写了几个，请写一个，例如 P5D',
  'EVENT.MESSAGE-REF': '没有选是哪个消息',
  'EVENT.SIGNAL-REF': '没有选是哪个信号',
  'EVENT.ERROR-CODE': '错误没有写代码',
  'EVENT.ESCALATION-CODE': '升级没有写代码',
  'EVENT.NEEDS-TRIGGER': '没有写等什么：时间、消息、信号或条件',
  'EVENT.START-FLOWS': '开始事件后面没有路',
  'EVENT.END-FLOWS': '没有线连到这个结束事件',
  'EVENT.BOUNDARY-FLOWS': '边界事件后面没有路',
  'EVENT.INTERMEDIATE-FLOWS': '中间事件要有线进来、有线出去',
  'EVENT.START-NEEDS-END': '有开始事件，就要有结束事件',
  'EVENT.END-NEEDS-START': '有结束事件，就要有开始事件',
  'ACTIVITY.REACHED': '没有线连到这一步，永远走不到',
  'ACTIVITY.LEFT': '这一步后面没有路，请连到下一步或结束',
  'EXPRESSION.COMPILE': '条件或公式写得不对，请用 FEEL 写，例如 passed = false',
  'EXPRESSION.EMPTY': '条件是空的，请写上，或去掉',
  'EXPRESSION.TIME': '时间的写法不对，请写成 P5D、PT2H 这样',
  'MULTI.COUNT': '多实例没有写办几份：写一个数，或一个名单',
  'LOOP.ENDLESS': '循环没有写什么时候停',
  'CALL.NOTHING': '没有写调用哪个流程',
  'PROCESS.EMPTY': '图里什么也没有',
  'PROCESS.NOT-EXECUTABLE': '流程写着不执行，请设为可执行',
}

const own = /\p{Script=Han}/u

/** The sentence for the screen; `said` are the words of the library. */
export const sentenceIn = (rule: string, said: string): string =>
  sentences[rule] ?? (own.test(said) ? said : `不合 BPMN 规范（${rule}）：${said}`)

/** Why an instance cannot move to another version, by the library's codes; the name of the step stands before it. */
const stays: Readonly<Record<Stays['code'], string>> = {
  GONE: '新版本里没有这一步',
  KIND: '新版本里这一步换了种类',
  SCOPE: '新版本把这一步移到了别的子流程里',
  SUBPROCESS: '新版本里这个子流程换了种类',
  LOOP: '新版本里这一步的办法变了：从一份变成几份、从依次变成同时，或者反过来',
  CALLED: '新版本里这一步调用的是另一个流程',
  'FLOW-GONE': '走到这里的那条线，新版本里没有了',
  'FLOW-TARGET': '走到这里的那条线，新版本里通到别的地方',
  HEARD: '已经等到的事件，新版本里没有了',
  UNDO: '办完的这一步，新版本里不能再撤销',
}

/** The same in a sentence; `name` is the step's. */
export const staySentence = (stay: Pick<Stays, 'code'>, name: string): string => `“${name}”：${stays[stay.code]}`
