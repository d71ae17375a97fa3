import { canonical } from '#kernel/ledger/rules.ts'
import type { Action, SeedCity } from '#kernel/module.ts'
import { checkTemplate } from './rules/template.ts'
import { usualTemplates } from './rules/usual.ts'
import { MessageFile } from './schema.ts'
import { addTemplate, findTemplate, putSetting } from './store/outbox.ts'

/** The usual templates and the city's: a text that changed in the file becomes a new version, one that did not stays. */
export const seed: Action<SeedCity, void> = async (ctx, city) => {
  const { quiet, templates } = MessageFile.parse(await city.read('messages/templates.yaml'))
  await putSetting(ctx.tx, 'quiet', quiet)
  const own = new Set(templates.map((t) => t.code))
  for (const template of [...usualTemplates.filter((t) => !own.has(t.code)), ...templates]) {
    checkTemplate(template)
    const before = await findTemplate(ctx.tx, template.code)
    const { version = 0, by, at: _, ...body } = before ?? { by: 'system', at: ctx.now }
    const isOwn = by === 'system'
    if (isOwn && canonical(body) !== canonical(template)) await addTemplate(ctx.tx, template, version + 1, ctx.who.id, ctx.now)
  }
}
