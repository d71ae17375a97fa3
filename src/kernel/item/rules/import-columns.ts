/** What a table of organs and a table of items have to say, column by column. */
import type { ImportColumn } from '#kernel/module.ts'

export const organColumns: readonly ImportColumn[] = [
  { name: 'branch', title: '条线', example: 'market', needed: true, hint: '小写英文，同一条线在各县一样，例如 market、health' },
  { name: 'division', title: '区划代码', example: '990101', needed: true, hint: '6 位，功能区 9 位' },
  { name: 'name', title: '全称', example: '示例县市场监督管理局', needed: true },
  { name: 'shortName', title: '简称', example: '县市场监管局', needed: true },
  { name: 'uscc', title: '统一社会信用代码', example: '', needed: true, hint: '18 位，照机关的代码证写' },
  { name: 'kind', title: '主体性质', example: '1', hint: '1 法定机关（空着就是），2 授权组织，3 受委托组织' },
  { name: 'parent', title: '上级机构标识', example: 'market-990100', hint: '条线-区划代码，要排在前面的行里或已在名录里' },
  { name: 'phone', title: '咨询电话', example: '0990-0001001', needed: true, hint: '带区号' },
  { name: 'complaintPhone', title: '投诉电话', example: '0990-0001002', needed: true, hint: '不能和咨询电话相同' },
  { name: 'hall', title: '办理地点', example: '示例县政务服务中心', needed: true },
  { name: 'address', title: '地址', example: '示例县人民路 1 号', needed: true },
  { name: 'hours', title: '办公时间', example: '工作日 9:00–12:00，13:30–17:00', needed: true },
]

export const itemColumns: readonly ImportColumn[] = [
  { name: 'item', title: '事项', example: '', needed: true, hint: '一个事项的全部内容，写法同城市文件夹里的 item.yaml，JSON 或 YAML' },
  { name: 'form', title: '表单', example: '', needed: true, hint: '写法同 form.json' },
  { name: 'decision', title: '规则表', example: '', hint: 'DMN 文件的内容' },
  { name: 'process', title: '流程图', example: '', hint: 'BPMN 文件的内容' },
]
