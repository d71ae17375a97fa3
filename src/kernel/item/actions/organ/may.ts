/** Who may do what to organs. */
import { may, type Who } from '#kernel/module.ts'
import type { Organ } from '../../schema/organ.ts'

/** The contact data of an organ is for whoever edits organs there, or in the whole city. */
export const mayEditOrgan = (who: Who, { id, division }: Pick<Organ, 'id' | 'division'>): boolean =>
  may(who, 'item.organ-edit', { organ: id, division })
export const mayPropose = (who: Who): boolean => may(who, 'item.organ-propose')
export const mayConfirm = (who: Who): boolean => may(who, 'item.organ-confirm')
