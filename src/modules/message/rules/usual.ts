/** Templates that every city has; one with the same code in its own file takes the place of it. */
import type { Template } from '../schema.ts'

type Words = Pick<Template, 'code' | 'fact' | 'who' | 'title' | 'text'>
const desk = (words: Words): Template => ({ ...words, where: {}, unless: {}, channels: ['inbox'], link: 'desk' })

export const usualTemplates: readonly Template[] = [
  desk({
    code: 'order.opened',
    fact: 'order.opened',
    who: 'handlers',
    title: '新工单：{title}',
    text: '{organ}有一张新的{kindTitle}“{title}”（{no}）。{limits}。请打开办理。',
  }),
  desk({
    code: 'order.assigned',
    fact: 'order.assigned',
    who: 'handlers',
    title: '派来一张工单：{title}',
    text: '{kindTitle}“{title}”（{no}）派给了{organ}。{limits}。{why}',
  }),
  desk({
    code: 'order.returned',
    fact: 'order.returned',
    who: 'supervisors',
    title: '退回一张工单：{title}',
    text: '{organ}退回了{kindTitle}“{title}”（{no}），请重新派。{why}',
  }),
  desk({
    code: 'order.overdue',
    fact: 'order.overdue',
    who: 'supervisors',
    title: '工单超期：{title}',
    text: '{kindTitle}“{title}”（{no}）过了{clock}，本应在{due}前办好，承办单位是{organ}。请督办。',
  }),
  desk({
    code: 'order.overdue-holder',
    fact: 'order.overdue',
    who: 'holder',
    title: '您的工单超期：{title}',
    text: '{kindTitle}“{title}”（{no}）过了{clock}，本应在{due}前办好。请马上办，办不了的向督办员说明。',
  }),
]
