/** What a person does with a browser that nobody foresees: keys alone, back, twice, reload, two windows, a session that ends, no network. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillDraft, pdf, sendDraft } from '../../food.ts'
import type { Client } from '../../kit.ts'
import { findings, openSite, overhang, type Site } from './site.ts'

let site: Site
let citizen: Client
beforeAll(async () => {
  site = await openSite('2023-06-16T10:00:00+08:00')
  citizen = await site.city.citizen('钟家明')
}, 300_000)
afterAll(() => site?.close())

const heading = (page: Page) => page.locator('h1').first().textContent()
const casesIn = async () => (await site.city.sql<{ n: number }>('select count(*)::int n from cases.file'))[0]!.n
const file = (name: string) => ({ name: `${name}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(pdf(name)) })

/** Tab until something holds the focus that says or is named so; the way a person without a mouse gets there. */
async function tabTo(page: Page, wanted: string | RegExp): Promise<void> {
  const seen: string[] = []
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab')
    const name = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement | null
      const label = at?.labels?.[0]?.textContent ?? ''
      return `${at?.getAttribute('name') ?? ''}=${at?.getAttribute('value') ?? ''} ${label} ${at?.textContent ?? ''}`
        .replace(/\s+/g, ' ')
        .trim()
    })
    seen.push(name)
    if (typeof wanted === 'string' ? name.includes(wanted) : wanted.test(name)) return
  }
  throw new Error(`no way by Tab to ${wanted} on ${page.url()}: ${seen.slice(0, 40).join(' | ')}`)
}
const pressOn = async (page: Page, wanted: string | RegExp, key = 'Enter') => {
  await tabTo(page, wanted)
  await page.keyboard.press(key)
}

/** What each page of the form is answered with, by keys. */
const typed: Record<string, (page: Page) => Promise<void>> = {
  'q/sells': (page) => pressOn(page, 'sells=meals', 'Space'),
  'q/licensed': (page) => pressOn(page, 'licensed=yes', 'Space'),
  'q/brewing': async (page) => {
    await tabTo(page, 'brewing=')
    await page.keyboard.press('ArrowDown')
  },
  'q/business': async (page) => {
    await pressOn(page, 'format=', 'Space')
    await page.keyboard.press('ArrowDown')
    await pressOn(page, 'projects=hot', 'Space')
    await tabTo(page, 'online=')
    await page.keyboard.press('ArrowUp')
  },
  'q/shop-info': async (page) => {
    await tabTo(page, 'division=')
    await page.keyboard.press('Home')
    for (let i = 0; i < 30 && (await page.locator('[name=division]').inputValue()) !== '360702'; i++) await page.keyboard.press('ArrowDown')
  },
  'q/where': async () => {},
  'q/size': async (page) => {
    await tabTo(page, 'area=')
    await page.keyboard.type('120')
    await tabTo(page, 'kitchenArea=')
    await page.keyboard.type('40')
  },
  'q/operator': async () => {},
  'q/officer': (page) => pressOn(page, 'officerSame=yes', 'Space'),
  'q/people': async (page) => {
    await tabTo(page, 'staff[0][name]=')
    await page.keyboard.type('钟家明')
    await tabTo(page, 'staff[0][idNo]=')
    await page.keyboard.type('360702199003070017')
    await tabTo(page, 'staff[0][job]=')
    const isList = await page.evaluate(() => document.activeElement instanceof HTMLSelectElement)
    await page.keyboard.press(isList ? 'ArrowDown' : 'Space')
  },
  'q/backup': async () => {},
  'q/delivery': (page) => pressOn(page, 'delivery=electronic', 'Space'),
}

test('the whole job by keyboard alone: search with suggestions, fit, apply, upload, send', async () => {
  const { page, context } = await site.visit(citizen)
  await page.goto(`${site.url}/division?code=360702&back=/`)
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('跳到主要内容')
  await page.keyboard.press('Enter')
  await tabTo(page, 'q=')
  await page.keyboard.type('食品经营许可')
  await page.locator('[role=option]').first().waitFor()
  expect(await page.locator('input[role=combobox]').getAttribute('aria-expanded')).toBe('true')
  await page.keyboard.press('ArrowDown')
  const wanted = await page.locator('[role=option][aria-selected=true]').textContent()
  expect(wanted).toContain('食品经营许可')
  expect(await page.locator('input[role=combobox]').getAttribute('aria-activedescendant')).toBe(
    await page.locator('[role=option][aria-selected=true]').getAttribute('id'),
  )
  await Promise.all([page.waitForURL(/\/items\//), page.keyboard.press('Enter')])
  await page.goto(`${site.url}/items/food-business-licence-new?division=360702`)
  await Promise.all([page.waitForURL(/\/apply\//), pressOn(page, '开始办理')])
  await Promise.all([page.waitForURL(/\/drafts\//), pressOn(page, '开始填')])
  await Promise.all([page.waitForURL(/\/q\//), pressOn(page, /开始：|接着做：/)])
  for (let i = 0; i < 30 && !page.url().endsWith('/check'); i++) {
    const task = new URL(page.url()).pathname.split('/').slice(-2).join('/')
    if (task.startsWith('m/')) {
      // A file dialog belongs to the system and not to the page: what it answers is put into the focused input.
      await tabTo(page, 'file=')
      await Promise.all([page.waitForNavigation(), page.locator('input[type=file]').setInputFiles(file('material'))])
      await page.locator('.files a').first().waitFor()
    } else await typed[task]!(page)
    const before = page.url()
    await Promise.all([page.waitForURL((u) => u.href !== before), pressOn(page, '保存，下一题')])
  }
  expect(await heading(page)).toBe('提交前，请看一遍')
  await pressOn(page, 'agree=', 'Space')
  await Promise.all([page.waitForURL(/\/done$/), pressOn(page, '提交申请')])
  expect(await heading(page)).toContain('申请已提交')
  await context.close()
}, 240_000)

describe('sent once', () => {
  test('pressed twice, reloaded, and gone back to: one case, and the page of what was sent', async () => {
    const draft = await fillDraft(citizen)
    const { page, context } = await site.visit(citizen)
    const before = await casesIn()
    await page.goto(`${site.url}${draft}/check`)
    await page.getByLabel(/以上内容真实/).check()
    await page.getByRole('button', { name: '提交申请' }).dblclick()
    await page.waitForURL(/\/done$/)
    await page.reload()
    expect(await heading(page)).toContain('申请已提交')
    await page.goBack()
    await page.waitForLoadState()
    expect(page.url()).toContain('/check')
    expect(await casesIn()).toBe(before + 1)
    await context.close()
  }, 120_000)

  test('two windows with the same draft: the second is told that it was sent, and nothing is there twice', async () => {
    const draft = await fillDraft(citizen)
    const { context, page: one } = await site.visit(citizen)
    const two = await context.newPage()
    const before = await casesIn()
    for (const page of [one, two]) {
      await page.goto(`${site.url}${draft}/check`)
      await page.getByLabel(/以上内容真实/).check()
    }
    await one.getByRole('button', { name: '提交申请' }).click()
    await one.waitForURL(/\/done$/)
    await two.getByRole('button', { name: '提交申请' }).click()
    await two.waitForLoadState()
    expect(await casesIn()).toBe(before + 1)
    expect(await two.locator('main').textContent()).toMatch(/没有找到这份草稿，可能已经提交/)
    await context.close()
  }, 120_000)
})

describe('nothing typed is lost', () => {
  test('what is typed saves itself and says when; another window and a reload have it', async () => {
    const draft = await fillDraft(citizen)
    const { page, context } = await site.visit(citizen)
    await page.goto(`${site.url}${draft}/q/where`)
    await page.locator('input[value=other]').check()
    await page.locator('[name=address]').fill('章贡区厚德路 66 号')
    await page.getByText(/^\d\d:\d\d 已自动保存$/).waitFor()
    await page.locator('[data-saved]').filter({ hasText: '正在存' }).waitFor({ state: 'detached' })
    await page.waitForResponse((r) => r.request().method() === 'POST' && r.ok()).catch(() => undefined)
    const other = await context.newPage()
    await other.goto(`${site.url}${draft}/q/where`)
    expect(await other.locator('[name=address]').inputValue()).toBe('章贡区厚德路 66 号')
    await context.close()
  }, 120_000)

  test('one question in two windows: saving by itself stops at once, and the button shows both answers to choose from', async () => {
    const draft = await fillDraft(citizen)
    const { page: one, context } = await site.visit(citizen)
    const other = await context.newPage()
    for (const page of [one, other]) await page.goto(`${site.url}${draft}/q/size`, { waitUntil: 'networkidle' })
    await one.locator('[name=area]').fill('130')
    const saved = one.waitForResponse((r) => r.request().method() === 'POST')
    expect((await saved).status()).toBe(200)
    await other.locator('[name=area]').fill('150')
    await other.getByRole('alert').getByText('在另一个窗口改过').waitFor()
    await other.getByRole('button', { name: '保存，下一题' }).click()
    await other.getByRole('heading', { name: '这一题刚才在另一个窗口改过' }).waitFor()
    expect(await findings(other)).toEqual([])
    expect(await other.locator('.error-summary').textContent()).toMatch(/130 平方米.*150 平方米/)
    await other.getByRole('button', { name: '保存，用这里填的' }).click()
    await other.waitForURL((u) => !u.pathname.endsWith('/q/size'))
    await one.locator('[name=area]').fill('131')
    await one.getByRole('button', { name: '保存，下一题' }).click()
    await one.getByRole('link', { name: '用那边存的' }).click()
    expect(await one.locator('[name=area]').inputValue()).toBe('150')
    await context.close()
  }, 120_000)

  test('the browser’s back shows the page before with what was answered', async () => {
    const draft = await fillDraft(citizen)
    const { page, context } = await site.visit(citizen)
    await page.goto(`${site.url}${draft}/q/size`)
    await page.locator('[name=area]').fill('321')
    await page.getByRole('button', { name: '保存，下一题' }).click()
    await page.waitForURL((u) => !u.pathname.endsWith('/q/size'))
    await page.goBack()
    await page.waitForURL(/\/q\/size$/)
    expect(await page.locator('[name=area]').inputValue()).toBe('321')
    await context.close()
  }, 120_000)

  test('the session ends while somebody types: he is told, signs in, and is back at his words', async () => {
    const own = await site.city.citizen('钟家明')
    const draft = await fillDraft(own)
    const { page, context } = await site.visit(own)
    await page.goto(`${site.url}${draft}/q/where`)
    await site.city.sql("delete from permission.session where account = 'citizen:zhong-jiaming'")
    await page.locator('input[value=other]').check()
    await page.locator('[name=address]').fill('章贡区红旗大道 86 号')
    await page.getByRole('alert').filter({ hasText: '重新登录' }).waitFor()
    await page.getByRole('button', { name: '保存，下一题' }).click()
    await page.waitForURL(/\/sign-in/)
    await page.getByText('钟家明').first().click()
    await page.getByRole('button', { name: '登录' }).first().click()
    await page.waitForURL(/\/q\/where$/)
    expect(await page.locator('[name=address]').inputValue()).toBe('章贡区红旗大道 86 号')
    await page.getByText('已经替您补回来了').waitFor()
    await context.close()
    citizen = await site.city.citizen('钟家明')
  }, 120_000)

  test('what one person typed is never put into the page of another', async () => {
    const { page, context } = await site.visit(citizen)
    const draft = await fillDraft(citizen)
    await page.goto(`${site.url}${draft}/q/where`)
    await page.evaluate(() =>
      sessionStorage.setItem(`typed ${location.pathname}`, JSON.stringify({ person: 'somebody-else', typed: 'address=别人的地址 1 号' })),
    )
    await page.reload()
    expect(await page.locator('[name=address]').inputValue()).not.toContain('别人的')
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
    await context.close()
  }, 120_000)

  test('five minutes before the session ends the page says so, and one press goes on', async () => {
    const { page, context } = await site.visit(citizen)
    await page.clock.install()
    await page.goto(`${site.url}/account`)
    const seconds = Number(await page.locator('body').getAttribute('data-session'))
    expect(seconds).toBeGreaterThan(600)
    await page.clock.fastForward((seconds - 290) * 1000)
    const dialog = page.getByRole('alertdialog')
    await dialog.waitFor()
    expect(await dialog.textContent()).toContain('再过 5 分钟会自动退出')
    await dialog.getByRole('button', { name: '接着办' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.clock.fastForward(seconds * 1000)
    await dialog.waitFor()
    expect(await dialog.textContent()).toContain('已经自动退出了')
    await context.close()
  }, 120_000)
})

test('files go up one by one; the one that is refused is named with its reason, and the others stay', async () => {
  const draft = await fillDraft(citizen)
  const { page, context } = await site.visit(citizen)
  await page.goto(`${site.url}${draft}/m/layout`)
  expect(await page.locator('.picker').textContent()).toBe('选文件还没有选')
  expect(await page.locator('input[type=file]').evaluate((input) => getComputedStyle(input).color)).toBe('rgba(0, 0, 0, 0)')
  const empty = { name: '空的.pdf', mimeType: 'application/pdf', buffer: Buffer.from('') }
  const wrong = { name: '程序.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ not a pdf') }
  await page.locator('input[type=file]').setInputFiles([file('第二张'), empty, wrong])
  await page.getByText('1 个传好了，2 个没有传上').waitFor()
  const lines = await page.locator('[data-sending] li').allTextContents()
  expect(lines[0]).toContain('传好了')
  expect(lines[1]).toMatch(/空的\.pdf.*空/)
  expect(lines[2]).toMatch(/程序\.pdf/)
  expect(lines[2]).not.toMatch(/传好了/)
  await page.reload()
  expect(await page.locator('.files a').allTextContents()).toEqual(expect.arrayContaining(['layout.pdf', '第二张.pdf']))
  await context.close()
}, 120_000)

test('without a network the page says so in words, and keeps nobody’s data', async () => {
  const { page, context } = await site.visit(citizen)
  await page.goto(site.url)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  await page.waitForFunction(async () => (await caches.keys()).length > 0 && (await caches.match('/offline')) !== undefined)
  const kept = await page.evaluate(async () => {
    const names = await caches.keys()
    const requests = (await Promise.all(names.map(async (n) => (await caches.open(n)).keys()))).flat()
    return { paths: requests.map((r) => new URL(r.url).pathname), page: await (await caches.match('/offline'))!.text() }
  })
  // besides looks and words, the pages that check a file without the house
  expect(kept.paths.filter((p) => !p.startsWith('/assets/')).sort()).toEqual([
    '/dossiers/check',
    '/ledger/check',
    '/offline',
    '/seals/check',
  ])
  expect(kept.page).not.toContain('钟家明')
  await page.reload()
  await context.setOffline(true)
  await page.goto(`${site.url}/me`).catch(() => undefined)
  expect(await heading(page)).toBe('现在没有网')
  await context.close()
}, 120_000)

test('any link may lead to 关怀版 and back, and the page stays the same one', async () => {
  const { page, context } = await site.visit()
  await page.goto(`${site.url}/items/food-business-licence-new?division=360702&care=1`)
  expect(page.url()).toBe(`${site.url}/items/food-business-licence-new?division=360702`)
  expect(await page.locator('html').getAttribute('data-care')).toBe('')
  await page.getByRole('link', { name: '标准版' }).click()
  await page.waitForLoadState()
  expect(await page.locator('html').getAttribute('data-care')).toBeNull()
  expect(page.url()).toContain('/items/food-business-licence-new?division=360702')
  await context.close()
}, 60_000)

test('a helper is seen to help: the client is named on every page, and switching leaves nothing of the one before', async () => {
  const helper = await site.city.citizen('陈思琪')
  const { page, context } = await site.visit(helper)
  await page.goto(`${site.url}/account`)
  await page.getByLabel(/刘秀英/).check()
  await page.getByRole('button', { name: '换成这一方' }).click()
  await page.waitForLoadState()
  for (const path of ['/', '/me', '/me/reads', '/items/food-business-licence-new']) {
    await page.goto(site.url + path)
    expect([path, await page.locator('.client').textContent()]).toEqual([path, expect.stringContaining('刘秀英')])
  }
  await page.getByRole('link', { name: '换一方' }).click()
  await page.getByLabel(/陈思琪/).check()
  await page.getByRole('button', { name: '换成这一方' }).click()
  await page.waitForLoadState()
  await page.goto(`${site.url}/me`)
  expect(await page.locator('body').textContent()).not.toContain('刘秀英')
  await context.close()
}, 60_000)

test('before sending, a wrong answer is marked where it stands, and everything that is wrong is told at once', async () => {
  const draft = await fillDraft(citizen)
  const { page, context } = await site.visit(citizen)
  await page.goto(`${site.url}${draft}/q/size`)
  await page.locator('[name=area]').fill('很大')
  await page.getByRole('button', { name: '保存，下一题' }).click()
  await page.getByRole('alert').waitFor()
  await page.goto(`${site.url}${draft}/check`)
  const row = page.locator('.sum dl > div', { hasText: '很大' })
  expect(await row.textContent()).toContain('面积：请填比 0 大的数字，比如 120')
  expect(await page.getByRole('alert').count()).toBe(0)
  await page.getByRole('button', { name: '提交申请' }).click()
  const alert = page.getByRole('alert')
  expect(await alert.getByRole('link').allTextContents()).toEqual(['面积：请填比 0 大的数字，比如 120', '请先勾选“以上内容真实”'])
  await alert.getByRole('link').first().click()
  expect(await row.evaluate((at) => location.hash === `#${at.id}`)).toBe(true)
  expect([await findings(page), await overhang(page)]).toEqual([[], 0])
  await context.close()
}, 60_000)

describe('as a screen reader hears it', () => {
  /** Where each line stands in the tree of the page, in the order of reading; -1 where it is not there. */
  const order = (tree: string, lines: readonly string[]) => lines.map((line) => tree.indexOf(line))
  const misplaced = (tree: string, lines: readonly string[]) => {
    const places = order(tree, lines)
    return lines.filter((_, i) => places[i]! < 0 || (i > 0 && places[i]! < places[i - 1]!))
  }

  test('a refused question: what is wrong first, with the focus on it, then the question, the field with its reason, the one act', async () => {
    const draft = await fillDraft(citizen)
    const { page, context } = await site.visit(citizen)
    await page.goto(`${site.url}${draft}/q/size`)
    await page.locator('[name=area]').fill('很大')
    await page.getByRole('button', { name: '保存，下一题' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('errors')
    const tree = await page.locator('body').ariaSnapshot()
    const lines = [
      'link "跳到主要内容"',
      'banner',
      'navigation "地区、显示和账户"',
      '- main',
      'alert',
      'heading "店有多大？" [level=1]',
      'textbox "面积',
      'button "保存，下一题"',
      'complementary "帮助"',
      'contentinfo',
    ]
    expect(misplaced(tree, lines)).toEqual([])
    const field = page.locator('[name=area]')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    const described = await field.evaluate((f) =>
      (f.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' '),
    )
    const [link] = await page.locator('.error-summary a').allTextContents()
    expect(described).toContain(link)
    await context.close()
  }, 120_000)

  test('a case: where it is, whose turn, by which day come before what happened; the step that runs is named', async () => {
    const { page, context } = await site.visit(citizen)
    const { id } = (await sendDraft(citizen, await fillDraft(citizen))).body as { id: string }
    await page.goto(`${site.url}/cases/${id}`)
    const tree = await page.locator('main').ariaSnapshot()
    expect(
      misplaced(tree, ['heading "食品经营许可（新办）" [level=1]', '到哪了', '轮到谁', 'list "五个步骤"', 'heading "经过" [level=2]']),
    ).toEqual([])
    expect(await page.locator('[aria-current=step]').count()).toBe(1)
    await context.close()
  }, 120_000)
})
