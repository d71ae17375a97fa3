import { z } from 'zod'
import { anyone, get, post, type Route, signedIn } from '#kernel/module.ts'
import { checkPage, checkSent, exportDossier, ledgerReceipt } from './actions.ts'
import { AskDossier, Nothing } from './schema.ts'
import { CheckPage } from './web/check-page.tsx'

const File = z.custom<{ name: string; type: string; bytes: Uint8Array }>(
  (v) => (v as { bytes?: unknown } | undefined)?.bytes instanceof Uint8Array,
)
const Sent = z.object({ file: File.optional() })
const largest = 110 * 1_048_576

export const routes: Route[] = [
  get('/cases/:id/dossier', signedIn, AskDossier, exportDossier, { title: '下载一件的案卷：自己的，或有权导出的' }),
  get('/cases/:id/ledger', signedIn, AskDossier, ledgerReceipt, { title: '下载自己一件的账本凭证' }),
  get('/dossiers/check', anyone, Nothing, checkPage, { title: '核对案卷', page: CheckPage }),
  post('/dossiers/check', anyone, Sent, checkSent, {
    title: '核对案卷：浏览器不能自己核对时，交上来核对',
    again: true,
    page: CheckPage,
    limit: largest,
  }),
]
