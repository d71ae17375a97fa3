/** The pages of a firm's people on its seals. */
import { z } from 'zod'
import { get, post, type Route, signedIn } from '#kernel/module.ts'
import { applyForFirm, applyPage, firmSeals, firmUses, openFirmSeal, openFirmVerb, takeFirmVerb } from '../actions/firm.ts'
import { askFirmUse, firmUsePage, openFirmRequest, takeFirmRequest } from '../actions/firm-use.ts'
import { ApplyFirm, AskApply, AskFirmUse, AskFirmUses, AskFirmVerb, FirmUse, TakeFirmRequest, TakeFirmVerb } from '../schema/firm.ts'
import { ById } from '../schema/life.ts'
import { ApplyFirmPage } from '../web/firm/apply-page.tsx'
import { FirmSealsPage } from '../web/firm/list-page.tsx'
import { FirmRequestPage } from '../web/firm/request-page.tsx'
import { FirmSealPage } from '../web/firm/seal-page.tsx'
import { FirmUsePage } from '../web/firm/use-page.tsx'
import { FirmUsesPage } from '../web/firm/uses-page.tsx'
import { FirmVerbPage } from '../web/firm/verb-page.tsx'

const Nothing = z.object({})
const largest = 55 * 1_048_576
const sealAt = ({ id }: { id: string }) => `/my-seals/${id}`
const requestAt = ({ id }: { id: string }) => `/my-seals/requests/${id}`

export const firmRoutes: Route[] = [
  get('/my-seals', signedIn, Nothing, firmSeals, { title: '企业印章：我的', page: FirmSealsPage }),
  get('/my-seals/apply', signedIn, AskApply, applyPage, { title: '申领企业印章：填写', page: ApplyFirmPage }),
  post('/my-seals/apply', signedIn, ApplyFirm, applyForFirm, { title: '申领企业印章', once: true, then: sealAt }),
  get('/my-seals/uses', signedIn, AskFirmUses, firmUses, { title: '企业印章：用印记录', page: FirmUsesPage }),
  get('/my-seals/requests/:id', signedIn, ById, openFirmRequest, { title: '企业印章：一次用印', page: FirmRequestPage }),
  post('/my-seals/requests/:id', signedIn, TakeFirmRequest, takeFirmRequest, {
    title: '企业印章：批准并盖章、不批准、撤回',
    then: requestAt,
  }),
  get('/my-seals/:id', signedIn, ById, openFirmSeal, { title: '一枚企业印章', page: FirmSealPage }),
  get('/my-seals/:id/use', signedIn, AskFirmUse, firmUsePage, { title: '企业印章：给文件盖章，填写', page: FirmUsePage }),
  post('/my-seals/:id/use', signedIn, FirmUse, askFirmUse, { title: '企业印章：申请用印', once: true, limit: largest, then: requestAt }),
  get('/my-seals/:id/:verb', signedIn, AskFirmVerb, openFirmVerb, {
    title: '企业印章：挂失、换章、注销、交人保管，填写',
    page: FirmVerbPage,
  }),
  post('/my-seals/:id/:verb', signedIn, TakeFirmVerb, takeFirmVerb, {
    title: '企业印章：挂失、解除挂失、换章、注销、交人保管、收回',
    then: sealAt,
  }),
]
