import { z } from 'zod'
import { defineModule, get, signedIn } from '#kernel/module.ts'
import { drawPaper, openPaper, openPaperOfd } from './actions.ts'
import { listFilesUsed } from './store.ts'

const PaperId = z.object({ id: z.string().max(60) })

export default defineModule({
  id: 'document',
  title: '文书',
  measures: [],
  permissions: {},
  routes: [
    get('/papers/:id', signedIn, PaperId, openPaper, { title: '文书的 PDF' }),
    get('/papers/:id/ofd', signedIn, PaperId, openPaperOfd, { title: '文书的 OFD' }),
  ],
  keepsFiles: listFilesUsed,
  jobs: { 'document.draw': { title: '生成文书', act: drawPaper } },
})
