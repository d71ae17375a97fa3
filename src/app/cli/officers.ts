import { inviteOfficers } from '#kernel/permission/api.ts'
import { act, system } from '../context.ts'
import { type Call, withHouse } from './house.ts'
import { say } from './say.ts'

/** Prints a link for each of the three offices that nobody holds; it is told here and kept nowhere. */
export async function invite({ json, env }: Call): Promise<number> {
  return withHouse(env, async (house) => {
    const links = await act(house, system, (ctx) => inviteOfficers(ctx))
    if (json) say(JSON.stringify(links))
    else if (links.length === 0) say('三员都已就任，没有链接可发。要换人，由另外两员在工作台“三员”页一起办。')
    else {
      say('把每个链接当面交给就任的人。只能用一次，72 小时内有效；再发一次，前面的作废。')
      for (const { title, url } of links) say(`${title}：${url}`)
    }
    return 0
  })
}
