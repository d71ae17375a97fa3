import { anyone, defineModule, get } from '#kernel/module.ts'
import { listFigures, openFigure } from './actions.ts'
import { AskKpi, AskKpis } from './schema.ts'
import { FigurePage, FiguresPage } from './web/figures-page.tsx'

export default defineModule({
  id: 'kpi',
  title: '指标',
  measures: [],
  permissions: {},
  routes: [
    get('/kpis', anyone, AskKpis, listFigures, { title: '全部指标', page: FiguresPage }),
    get('/kpis/:id', anyone, AskKpi, openFigure, { title: '一个指标：口径、数字、明细', page: FigurePage }),
  ],
})
