import { z } from 'zod'
import { defineModule, get, post } from '#kernel/module.ts'
import { loadYear, years } from './actions.ts'
import { WrittenYear } from './schema.ts'
import { seed } from './seed.ts'

export default defineModule({
  id: 'clock',
  title: '日历和期限',
  measures: [],
  permissions: { 'clock.edit': '录入放假安排' },
  about: { calendar: '放假安排' },
  facts: { 'clock.year-loaded': '录入放假安排' },
  routes: [
    get('/calendar-years', 'clock.edit', z.object({}), years, { title: '各年的放假安排' }),
    post('/calendar-years', 'clock.edit', WrittenYear, loadYear, { title: '录入一年的正式放假安排', once: true }),
  ],
  seed,
})
