import { anyone, defineModule, get } from '#kernel/module.ts'
import { listFigures, openFigure } from './actions/figures.ts'
import { AskKpi, AskKpis } from './schema.ts'
import { fold, hasDeltas } from './store.ts'
import { FigurePage, FiguresPage } from './web/figures-page.tsx'

/** Differences that are added up in one transaction. */
const atOnce = 5_000

export default defineModule({
  id: 'kpi',
  title: '指标',
  measures: [],
  permissions: {},
  routes: [
    get('/kpis', anyone, AskKpis, listFigures, { title: '全部指标', page: FiguresPage }),
    get('/kpis/:id', anyone, AskKpi, openFigure, { title: '一个指标：口径、数字、逐月、分组、明细', page: FigurePage }),
  ],
  watches: { 'kpi.fold': { everyMs: 2_000, isDue: ({ tx }) => hasDeltas(tx), act: ({ tx }) => fold(tx, atOnce) } },
})
