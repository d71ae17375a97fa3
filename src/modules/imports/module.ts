import { defineModule } from '#kernel/module.ts'
import { takePast } from './actions/past.ts'
import { personal } from './actions/personal.ts'
import { routes } from './routes.ts'
import { PastRow } from './schema.ts'

export default defineModule({
  id: 'imports',
  title: '数据导入',
  measures: [],
  permissions: { 'imports.check': '下载导入模板、核对要导入的文件', 'imports.past': '查本机关以前的办件' },
  about: { 'past-case': '以前的办件' },
  facts: { 'imports.past-case': '导入以前的办件' },
  routes,
  personal,
  imports: {
    'past-cases': {
      title: '以前的办件',
      about: '旧系统里办结的，一行一件，只供查阅；机构要先在名录里',
      takes: PastRow,
      act: takePast,
      columns: [
        { name: 'no', title: '办件编号', example: '2021-0001', needed: true, hint: '照旧系统写' },
        { name: 'item', title: '事项', example: '食品经营许可（新办）', needed: true },
        { name: 'organ', title: '机构标识', example: 'market-990101', needed: true, hint: '名录里的机构标识' },
        { name: 'applicantName', title: '申请人', example: '张三', needed: true },
        { name: 'applicantNo', title: '申请人号码', example: '110101199003070017', needed: true, hint: '身份证号码或统一社会信用代码' },
        { name: 'submittedOn', title: '申请日期', example: '2021-06-01', needed: true },
        { name: 'decidedOn', title: '办结日期', example: '2021-06-20', needed: true },
        { name: 'result', title: '结果', example: '准予', needed: true, hint: '准予、不予、撤回、终止' },
        { name: 'licenceNo', title: '证照编号', example: '', hint: '发了证照的写编号' },
      ],
    },
  },
})
