import { expect, test } from 'vitest'
import { taskTitle } from '#kernel/module.ts'
import { findRooms } from './house.ts'

test('后台每一项任务都有中文名，运行状态页上看得懂，也分得清', async () => {
  const rooms = await findRooms()
  const jobs = rooms.flatMap((r) => Object.entries(r.jobs ?? {}).map(([task, { title }]) => ({ task, title })))
  expect(jobs.length).toBeGreaterThan(20)
  for (const { task, title } of jobs) expect(title, task).toMatch(/^\p{Script=Han}[^a-z]*$/u)
  expect(new Set(jobs.map((j) => j.title)).size).toBe(jobs.length)
  expect(taskTitle([], 'react')).toMatch(/\p{Script=Han}/u)
})
