/** Organs at the desk in Chromium: what was typed survives a wrong number and a faster colleague, and a second person is one. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findings, openSite, type Site } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite('2023-06-15T10:00:00+08:00')
}, 300_000)
afterAll(() => site?.close())

const path = '/desk/organs/market-360702'
const open = async (login: string, at = path) => {
  const { page } = await site.visit(await site.city.staff(login))
  await page.goto(site.url + at)
  await page.locator('main h1').waitFor()
  return page
}
const phoneOnGuide = async () => {
  const { page, context } = await site.visit()
  await page.goto(`${site.url}/items/food-business-licence-new?division=360702`)
  const text = (await page.locator('main').textContent()) ?? ''
  await context.close()
  return text
}

test('填错的当场说；同事先改了同一格，看得到他改成了什么，填的还在，再按一次才按自己的', async () => {
  const [editor, keeper] = [await open('zengqiang'), await open('dinglan')]
  for (const page of [editor, keeper]) {
    await page.getByRole('button', { name: '改联系方式' }).click()
    await page.getByLabel('为什么改').fill('电话割接')
  }
  const save = { name: '保存，马上生效' }
  await editor.getByLabel('咨询电话').fill('8000001')
  await editor.getByRole('button', save).click()
  await editor.getByText('电话带区号写').waitFor()
  expect(await findings(editor)).toEqual([])
  await keeper.getByLabel('咨询电话').fill('0797-8000009')
  await keeper.getByRole('button', save).click()
  await keeper.getByText('咨询电话已改').waitFor()
  await editor.getByLabel('咨询电话').fill('0797-8000001')
  await editor.getByLabel('地址').fill('章贡区新大厅 2 号')
  await editor.getByRole('button', save).click()
  await editor.getByText('丁岚刚把咨询电话改成了“0797-8000009”').waitFor()
  expect(await editor.getByLabel('地址').inputValue()).toBe('章贡区新大厅 2 号')
  expect(await phoneOnGuide()).toContain('0797-8000009')
  // the page is read again behind the dialog; only then does the second press know what it writes over
  await editor.locator('dd', { hasText: '0797-8000009' }).waitFor({ state: 'attached' })
  await editor.getByRole('button', save).click()
  await editor.getByText('咨询电话、地址已改').waitFor()
  const guide = await phoneOnGuide()
  expect(guide).toContain('0797-8000001')
  expect(guide).toContain('章贡区新大厅 2 号')
}, 120_000)

test('更名由一个人申请，另一个人在名录里确认，经过里两个人都在', async () => {
  const keeper = await open('dinglan')
  await keeper.getByRole('button', { name: '更名' }).click()
  await keeper.getByLabel('新的全称').fill('章贡区市场监督管理和知识产权局')
  await keeper.getByLabel('依据的文号').fill('赣市编〔2023〕12号')
  await keeper.getByLabel('文件的日期').fill('2023-06-01')
  await keeper.getByLabel('为什么').fill('机构改革')
  await keeper.getByRole('button', { name: '提交，等确认' }).click()
  await keeper.getByText('等确认', { exact: true }).waitFor()
  expect(await keeper.getByRole('button', { name: '确认', exact: true }).count()).toBe(0)
  const checker = await open('meifang', '/desk/organs')
  await checker.getByRole('button', { name: '确认', exact: true }).click()
  await checker.getByRole('button', { name: '确认，马上生效' }).click()
  await checker.getByText('已生效').waitFor()
  await checker.getByRole('link', { name: '章贡区市场监督管理和知识产权局' }).click()
  await checker.getByText('梅芳（丁岚申请）').waitFor()
  expect(await findings(checker)).toEqual([])
}, 120_000)
