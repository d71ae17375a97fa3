/** What no platform vouches for is asked once, of the person himself. Names and numbers never are. */
import { changeContact } from '#kernel/party/api.ts'
import type { Contact, Visit } from '../../schema.ts'
import { present } from '../visit.ts'

export const contactPage = async (ctx: Visit, { back }: Contact) => {
  present(ctx)
  return { back, name: ctx.who.name }
}

/** Keeps telephone and address; what is left empty stays as it is and is asked where it is needed. */
export const setContact = async (ctx: Visit, { back, phone, address }: Contact): Promise<{ to: string }> => {
  const { speaking } = present(ctx)
  const self = speaking.find((s) => s.as === 'self')
  if (self && (phone || address)) await changeContact(ctx, { party: self.party, phone: phone || undefined, address: address || undefined })
  return { to: back }
}
