import { z } from 'zod'
import { anyone, get, post } from '#kernel/module.ts'
import { plan, report } from './actions/edit.ts'
import { openMeasure, overview } from './actions/read.ts'
import { AskMeasure, NewMilestone, NewReport } from './schema.ts'
import { MeasurePage } from './web/measure-page.tsx'
import { ProgrammePage } from './web/programme-page.tsx'

export const routes = [
  get('/programme', anyone, z.object({}), overview, { title: '改革进度：23 项举措', page: ProgrammePage }),
  get('/programme/:code', anyone, AskMeasure, openMeasure, { title: '一项举措：原文、时限、实时数字、进展', page: MeasurePage }),
  post('/programme/:code/report', 'programme.edit', NewReport, report, {
    title: '报进展',
    once: true,
  }),
  post('/programme/:code/plan', 'programme.edit', NewMilestone, plan, {
    title: '定节点',
    once: true,
  }),
]
