/** The addresses of exports: a list as a file, written by a batch, fetched by the one who ordered it. */
import { get, post, signedIn } from '#kernel/module.ts'
import { beginExport, fetchExport, myExports, resumeExport, showExport, stopExport } from './actions/begin.ts'
import { BeginExport, ExportId, Nothing } from './schema/export.ts'

export const routes = [
  get('/work/exports', signedIn, Nothing, myExports, { title: '导出：我的' }),
  post('/work/exports', signedIn, BeginExport, beginExport, {
    title: '导出：一个列表写成文件',
    once: true,
    stepUp: ({ unmaskedFor }) => unmaskedFor !== undefined,
  }),
  get('/work/exports/:id', signedIn, ExportId, showExport, { title: '导出：进度' }),
  get('/work/exports/:id/file', signedIn, ExportId, fetchExport, { title: '导出：下载' }),
  post('/work/exports/:id/stop', signedIn, ExportId, stopExport, { title: '导出：停下' }),
  post('/work/exports/:id/resume', signedIn, ExportId, resumeExport, { title: '导出：接着写' }),
]
