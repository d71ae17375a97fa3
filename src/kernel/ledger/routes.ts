import { z } from 'zod'
import { anyone, get, post, type Route } from '#kernel/module.ts'
import { checkPage, checkSent } from './actions/check.ts'
import { checkpointNote, oneCheckpoint, publishedCheckpoints, publishedKeys } from './actions/checkpoint.ts'
import { growthOf, inclusionOf } from './actions/proof.ts'
import { addForeignCheckpoint } from './actions/witness.ts'
import { AskCheckpoint, AskGrowth, AskInclusion, AskNewest, Nothing } from './schema.ts'
import { CheckPage } from './web/check-page.tsx'
import { CheckpointPage, CheckpointsPage } from './web/checkpoints-page.tsx'

const File = z.custom<{ name: string; type: string; bytes: Uint8Array }>(
  (v) => (v as { bytes?: unknown } | undefined)?.bytes instanceof Uint8Array,
)
const Sent = z.object({ file: File.optional() })
const AskOlder = z.object({ before: z.coerce.number().int().min(1).optional() })

export const routes: Route[] = [
  get('/ledger/checkpoints', anyone, AskOlder, publishedCheckpoints, { title: '账本的检查点和公钥', page: CheckpointsPage }),
  get('/ledger/checkpoints/:size', anyone, AskCheckpoint, oneCheckpoint, { title: '一号检查点', page: CheckpointPage }),
  get('/ledger/checkpoint', anyone, AskNewest, checkpointNote, { title: '检查点原文（C2SP tlog-checkpoint），默认最新一号' }),
  get('/ledger/keys', anyone, Nothing, publishedKeys, { title: '核对检查点的公钥，一行一把' }),
  get('/ledger/proof', anyone, AskInclusion, inclusionOf, { title: '一条事实在账本里的证明：给出编号和摘要' }),
  get('/ledger/consistency', anyone, AskGrowth, growthOf, { title: '账本从一号检查点到另一号只增不改的证明' }),
  get('/ledger/check', anyone, Nothing, checkPage, { title: '核对账本凭证', page: CheckPage }),
  post('/ledger/check', anyone, Sent, checkSent, { title: '核对账本凭证：浏览器不能自己核对时，交上来核对', page: CheckPage }),
  post('/ledger/witness/add-checkpoint', anyone, z.object({ text: z.string().max(65_536) }), addForeignCheckpoint, {
    title: '为别的账本见证检查点（C2SP tlog-witness）',
    plain: true,
    limit: 131_072,
  }),
]
