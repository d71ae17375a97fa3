/** The seal of a firm by the pages alone, without JavaScript: applied for, made, asked for, approved and sealed, and told to the clerk. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillDraft, sendDraft } from '../../food.ts'
import type { Client } from '../../kit.ts'
import { ofdOf } from '../../sealed.ts'
import { openSite, type Site } from './site.ts'

let site: Site
let [rep, agent]: Client[] = []
let seal = ''

beforeAll(async () => {
  site = await openSite('2023-06-15T10:00:00+08:00')
  ;[rep, agent] = await Promise.all(['钟家明', '温德胜'].map(site.city.citizen))
  await sendDraft(agent!, await fillDraft(agent!))
  await site.city.drain()
}, 300_000)
afterAll(() => site.close())

const phone = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } }
const staff = async (login: string, verb: string, input: object) =>
  expect((await (await site.city.staff(login)).post(`/seals/${seal}/${verb}`, { input })).status).toBe(200)

test('法定代表人从“我的办件”走到申领，漏填的说得出，填好就等核验', async () => {
  const { page, context } = await site.visit(rep, phone)
  await page.goto(`${site.url}/me`)
  await page.getByRole('link', { name: '企业印章' }).click()
  await page.getByRole('link', { name: '申领印章' }).click()
  await page.getByLabel('公章').check()
  await page.getByRole('button', { name: '提交申领' }).click()
  expect(await page.title()).toMatch(/^错误：/)
  expect(await page.getByLabel('公章').isChecked()).toBe(true)
  await page.getByLabel('用来做什么？').fill('给网上申请的材料盖章')
  await page.getByRole('button', { name: '提交申领' }).click()
  await page.getByText('等核验身份').waitFor()
  seal = new URL(page.url()).pathname.split('/').at(-1)!
  await context.close()
  await staff('yujing', 'check', { identity: '营业执照、法定代表人本人' })
  await staff('kuangyu', 'make', { validTo: '2028-06-14' })
})

test('经办人选办件、传文件、提申请；他自己没有批准的按钮', async () => {
  const { page, context } = await site.visit(agent, phone)
  await page.goto(`${site.url}/my-seals`)
  await page.getByRole('link', { name: /客家小院.*公章/ }).click()
  await page.getByRole('link', { name: '给文件盖章' }).click()
  await page.getByLabel(/食品经营许可/).check()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.locator('input[type=file]').setInputFiles({
    name: '说明.ofd',
    mimeType: 'application/ofd',
    buffer: Buffer.from(await ofdOf('经营场所使用说明')),
  })
  await page.getByLabel('文件叫什么').fill('经营场所使用说明')
  await page.getByLabel('盖在哪几个字上').fill('文件里没有的字')
  await page.getByLabel('用来做什么？').fill('随申请一起交')
  await page.getByRole('button', { name: '提交用印申请' }).click()
  await page.getByText('找不到文字').first().waitFor()
  expect(await page.getByLabel('文件叫什么').inputValue()).toBe('经营场所使用说明')
  await page.locator('input[type=file]').setInputFiles({
    name: '说明.ofd',
    mimeType: 'application/ofd',
    buffer: Buffer.from(await ofdOf('经营场所使用说明')),
  })
  await page.getByLabel('盖在哪几个字上').fill('说明')
  await page.getByRole('button', { name: '提交用印申请' }).click()
  await page.getByText('等印章保管人或法定代表人批准').waitFor()
  expect(await page.getByRole('button', { name: '批准并盖章' }).count()).toBe(0)
  await context.close()
})

test('法定代表人看到等批准的，看过盖上以后的样子再批；批完就盖好，记进用印记录', async () => {
  const { page, context } = await site.visit(rep, phone)
  await page.goto(`${site.url}/my-seals`)
  await page.getByRole('link', { name: '经营场所使用说明' }).click()
  const shown = page.getByAltText('经营场所使用说明，第 1 页，共 1 页')
  await shown.scrollIntoViewIfNeeded()
  await expect.poll(() => shown.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(100)
  await page.getByLabel('意见').fill('同意')
  await page.getByRole('button', { name: '批准并盖章' }).click()
  await page.getByText('已加盖企业电子印章，验证有效').waitFor()
  await page.goto(`${site.url}/my-seals/uses`)
  await page.getByText('随申请一起交').waitFor()
  await context.close()
})
