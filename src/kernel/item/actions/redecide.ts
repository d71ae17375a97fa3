/** A model that was published at the desk becomes part of its item's next version; running cases keep the old one. */
import { elementsOf } from '#kernel/form/api.ts'
import { authorOf } from '#kernel/form/rules/author.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { findVersion, lockItem } from '../store.ts'
import { publish } from './publish.ts'

async function takeAlong(ctx: Ctx, code: string, note: string): Promise<void> {
  const item = await lockItem(ctx.tx, code)
  const current = item && (await findVersion(ctx.tx, code, item.version))
  // an item out of force takes the model along when it is next published
  if (!item || !current || item.state !== 'published') return
  const form = authorOf(current.form as Form, current.file.scenarios)
  const elements = await elementsOf(ctx.tx)
  await publish(ctx, { file: current.file, form, elements, note, keptAt: item.keptAt })
}

export const onDecisionPublished: Action<Recorded, void> = async (ctx, fact) => {
  const { code, version, keptAt } = fact.data as { code: string; version: number; keptAt: string }
  if (keptAt === 'desk') await takeAlong(ctx, code, `规则表第 ${version} 版`)
}

export const onProcessPublished: Action<Recorded, void> = async (ctx, fact) => {
  const { key, version, keptAt } = fact.data as { key: string; version: number; keptAt: string }
  if (keptAt === 'desk' && key.startsWith('item:')) await takeAlong(ctx, key.slice('item:'.length), `流程第 ${version} 版`)
}
