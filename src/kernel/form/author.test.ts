import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { authorOf } from './rules/author.ts'
import { ElementsFile } from './schema/element.ts'
import { publishable } from './validate/publish.ts'

const city = new URL('../../../city/ganzhou/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, city), 'utf8')
const elements = new Map(ElementsFile.parse(parse(read('elements.yaml'))).elements.map((e) => [e.id, e]))
const folders = readdirSync(new URL('items/', city)).filter((f) => existsSync(new URL(`items/${f}/form.json`, city)))

test('全市每个事项的表单，拆成作者写的样子再合起来，一个字不差', () => {
  expect(folders.length).toBeGreaterThan(50)
  for (const folder of folders) {
    const { scenarios } = parse(read(`items/${folder}/item.yaml`))
    const form = publishable(JSON.parse(read(`items/${folder}/form.json`)), { elements, scenarios })
    expect(publishable(authorOf(form, scenarios ?? []), { elements, scenarios })).toEqual(form)
  }
})
