import { z } from 'zod'
import { defineModule, get, signedIn } from '#kernel/module.ts'
import { drawPaper, openPaper } from './actions.ts'

export default defineModule({
  id: 'document',
  title: '文书',
  measures: [],
  permissions: {},
  routes: [get('/papers/:id', signedIn, z.object({ id: z.string().max(60) }), openPaper, { title: '文书的 PDF' })],
  jobs: { 'document.draw': { act: drawPaper } },
})
