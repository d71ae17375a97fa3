/** The form of a survey at the desk: two people of the organ, each with his licence, on a day that has come. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillDraft, sendDraft } from '../../food.ts'
import { findings, openSite, overhang, type Site } from './site.ts'

let site: Site
let id: string
beforeAll(async () => {
  site = await openSite('2023-06-16T10:00:00+08:00')
  const citizen = await site.city.citizen('钟家明')
  id = (await sendDraft(citizen, await fillDraft(citizen))).body.id
  await (await site.city.staff('liufang')).post(`/work/cases/${id}/accept`, { input: {} })
  await (await site.city.staff('zengwei')).post(`/work/cases/${id}/examine`, { input: {} })
}, 300_000)
afterAll(() => site?.close())

test.each([1440, 390])(
  'at %i pixels: what is wrong is told, and two people with their licences are taken',
  async (width) => {
    const { page, context } = await site.visit(await site.city.staff('zengwei'), { viewport: { width, height: 900 } })
    await page.goto(`${site.url}/desk/cases/${id}`)
    await page.getByRole('button', { name: '记录现场核查' }).first().click()
    const pick = async (nth: number, name: string, licence: string) => {
      await page.getByLabel(`第 ${nth} 名核查人员`, { exact: true }).click()
      await page.locator('.ant-select-item-option', { hasText: name }).last().click()
      await page.getByLabel(`第 ${nth} 名核查人员的证号`).fill(licence)
    }
    await pick(1, '曾伟', '36070200101')
    await pick(2, '上官磊', '1')
    await page.locator('#f-on').fill('2023-06-16')
    await page.keyboard.press('Enter')
    await page.locator('#f-result').fill('布局合理，与图纸一致')
    await page.getByRole('radio', { name: '合格', exact: true }).check()
    const dialog = page.getByRole('dialog')
    const send = dialog.getByRole('button', { name: '记录现场核查' })
    await send.click()
    await page.getByText('请填执法证或勘验员证的号码').first().waitFor()
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/survey-${width}.png` })
    expect([await overhang(page), await findings(page)]).toEqual([0, []])
    await page.getByLabel('第 2 名核查人员的证号').fill('36070200102')
    await send.click()
    await page.getByText('证号 36070200102').first().waitFor()
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/surveyed-${width}.png` })
    await context.close()
  },
  120_000,
)
