import { anyone, get } from '#kernel/module.ts'
import { blankForm } from './actions/blank-form.ts'
import { browse, departments, home, standing } from './actions/browse.ts'
import { fit, guide, qr } from './actions/guide.ts'
import { misses, search, suggest } from './actions/search.ts'
import { Asked, AskFit, AskGuide, ByCode, Nothing, Suggesting } from './schema.ts'
import { BrowsePage, DepartmentsPage } from './web/browse-page.tsx'
import { FitPage } from './web/fit-page.tsx'
import { GuidePage } from './web/guide-page.tsx'
import { HelpPage, OfflinePage } from './web/help-pages.tsx'
import { HomePage } from './web/home-page.tsx'
import { ListPage } from './web/list-page.tsx'
import { MissesPage } from './web/misses-page.tsx'
import { AccessibilityPage, MapPage, PrivacyPage, SourcePage, StuckPage } from './web/standing-pages.tsx'

export const routes = [
  get('/', anyone, Nothing, home, { title: '首页', page: HomePage }),
  get('/items', anyone, Asked, search, { title: '事项列表：按对象、主题、部门、地区、来源筛选', page: ListPage }),
  get('/search', anyone, Asked, search, { title: '搜索事项，和事项列表相同', page: ListPage }),
  get('/items/:code', anyone, AskGuide, guide, { title: '办事指南', page: GuidePage, steady: true }),
  get('/items/:code/fit', anyone, AskFit, fit, { title: '看看能不能办', page: FitPage }),
  get('/items/:code/form.pdf', anyone, ByCode, blankForm('blank'), { title: '空白申请表' }),
  get('/items/:code/sample.pdf', anyone, ByCode, blankForm('sample'), { title: '填好的样表' }),
  get('/items/:code/qr.svg', anyone, ByCode, qr, { title: '办事指南的二维码' }),
  get('/suggest', anyone, Suggesting, suggest, { title: '搜索时的提示' }),
  get('/browse/person', anyone, Nothing, browse('person'), { title: '个人办事：按主题', page: BrowsePage }),
  get('/browse/enterprise', anyone, Nothing, browse('enterprise'), { title: '企业办事：按主题', page: BrowsePage }),
  get('/browse/departments', anyone, Nothing, departments, { title: '按部门找事项', page: DepartmentsPage }),
  get('/catalogue/misses', 'catalogue.edit', Nothing, misses, { title: '群众搜了没找到的词', page: MissesPage }),
  get('/map', anyone, Nothing, standing, { title: '网站地图', page: MapPage }),
  get('/accessibility', anyone, Nothing, standing, { title: '无障碍声明', page: AccessibilityPage }),
  get('/help', anyone, Nothing, standing, { title: '怎么用', page: HelpPage }),
  get('/offline', anyone, Nothing, standing, { title: '没有网时的页面', page: OfflinePage }),
  get('/privacy', anyone, Nothing, standing, { title: '隐私与数据', page: PrivacyPage }),
  get('/stuck', anyone, Nothing, standing, { title: '办不成事反映', page: StuckPage }),
  get('/source', anyone, Nothing, standing, { title: '源代码', page: SourcePage }),
]
