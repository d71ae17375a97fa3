/** For every rule, deeds that break it: each is a change to the lawful house, and breaks that rule alone. */
import { lawful } from './lawful.ts'

/** Files put over the lawful house; `undefined` takes one away. */
export type Overlay = Record<string, string | undefined>

const licence = 'src/modules/licence'
const policy = 'src/modules/policy'
const brain = 'src/modules/brain'
const rules = 'src/kernel/case/rules/open.ts'
const migration = `${licence}/migrations/001-licence.sql`
const compile = 'packages/dmn/src/compile.ts'

const entering = (path: string, specifier: string): Overlay => ({ [path]: `import { x } from '${specifier}'\n${lawful[path] ?? ''}` })
export const adding = (path: string, line: string): Overlay => ({ [path]: `${lawful[path] ?? ''}\n${line}` })
const saying = (path: string, from: string, to: string): Overlay => ({ [path]: lawful[path]!.replaceAll(from, to) })

/** `n` lines of statements, and `n` lines of constants. */
export const statements = (n: number): string => Array.from({ length: n }, (_, i) => `  f(${i})`).join('\n')
export const constants = (n: number): string => Array.from({ length: n }, (_, i) => `export const x${i} = ${i}`).join('\n')

/** The numbers of the room stand in a file of their own, and one of them has a wrong id. */
const numbersElsewhere: Overlay = {
  [`${licence}/jobs.ts`]: "export const kpis = [{ id: 'issued' }]",
  [`${licence}/module.ts`]: lawful[`${licence}/module.ts`]!.replace("[{ id: 'licence.issued', read: count }]", '[...kpis]').replace(
    "{ count } from './store.ts'",
    "{ kpis } from './jobs.ts'",
  ),
}

export const offences: Record<string, Record<string, Overlay>> = {
  floors: {
    'the kernel enters a room': entering('src/kernel/case/actions.ts', '#modules/licence/api.ts'),
    'a room enters the app': entering(`${licence}/actions.ts`, '#app/server.ts'),
    'the server wing draws': entering('src/base/db.ts', '../ui/public/lamp.tsx'),
    'the browser wing opens the database': entering('src/ui/public/lamp.tsx', '#base/db.ts'),
    'a package knows the house': entering(compile, '#base/refusal.ts'),
    'a package knows the house by a long way round': adding(compile, "export * from '../../../src/base/refusal.ts'"),
    'a package reaches into another': entering(compile, '../../bpmn/src/x.ts'),
    'shipped code leans on the tests': entering('src/app/server.ts', '#test/kit.ts'),
    'a type climbs': adding('src/kernel/case/schema.ts', "import type { X } from '#app/server.ts'"),
    'an import() climbs': adding('src/base/db.ts', "export const late = () => import('#app/server.ts')"),
    'an import type climbs': adding('src/base/db.ts', "export type Late = import('#app/server.ts').X"),
    'an export from climbs': adding('src/base/db.ts', "export { serve } from '#app/server.ts'"),
  },
  'pages-see': {
    'a page opens its store': entering(`${licence}/web/licence.tsx`, '../store.ts'),
    'a page enters another room': entering(`${policy}/web/policy.tsx`, '#modules/licence/api.ts'),
    "a page takes another room's page": entering(`${policy}/web/policy.tsx`, '#modules/licence/web/licence.tsx'),
    'a page calls an action of the kernel': entering('src/kernel/case/web/steps.tsx', '#kernel/case/actions.ts'),
    'a page opens the database': entering(`${licence}/web/licence.tsx`, '#base/db.ts'),
  },
  'browser-runs-anywhere': {
    'a page reads the disk': entering(`${licence}/web/licence.tsx`, 'node:fs/promises'),
    'the design system joins paths': entering('src/ui/public/lamp.tsx', 'path'),
  },
  'app-pages-see': {
    'the desk opens the database': entering('src/app/web/main.tsx', '#base/db.ts'),
    'the desk calls the kernel': entering('src/app/web/main.tsx', '#kernel/case/actions.ts'),
  },
  'server-draws-through-pages': {
    'an action draws': entering(`${licence}/actions.ts`, '#ui/public/lamp.tsx'),
  },

  'front-door': {
    "a room climbs in by another's store": entering(`${policy}/actions.ts`, '#modules/licence/store.ts'),
    'a room climbs in by a relative path': entering(`${policy}/actions.ts`, '../licence/rules.ts'),
    'the app climbs in by an action': entering('src/app/server.ts', '#modules/licence/actions.ts'),
  },
  uses: {
    'a room enters where its manifest is silent': saying(`${policy}/module.ts`, "uses: ['licence'],", ''),
  },
  'known-uses': {
    'a room uses what is not there': saying(`${licence}/module.ts`, "id: 'licence',", "id: 'licence', uses: ['ghost'],"),
  },
  'no-circle': {
    'two rooms use each other': saying(`${licence}/module.ts`, "id: 'licence',", "id: 'licence', uses: ['policy'],"),
    'a room uses itself': saying(`${licence}/module.ts`, "id: 'licence',", "id: 'licence', uses: ['licence'],"),
  },
  readers: {
    'the brain declares a room': saying(`${brain}/module.ts`, "id: 'brain',", "id: 'brain', uses: ['licence'],"),
    'the brain enters a room': entering(`${brain}/actions.ts`, '#modules/licence/api.ts'),
  },
  'kernel-stores': {
    'a room reads a store of the kernel': entering(`${licence}/store.ts`, '#kernel/case/store.ts'),
  },

  'order-of-parts': {
    'rules read the store': entering(rules, '../store.ts'),
    'the store calls an action': entering(`${licence}/store.ts`, './actions.ts'),
    'the front door opens the routes': entering(`${licence}/api.ts`, './routes.ts'),
    'an action shows a page': entering(`${licence}/actions.ts`, './web/licence.tsx'),
    'an action reads the manifest': entering(`${licence}/actions.ts`, './module.ts'),
  },
  'known-parts': {
    'a room has a service': { [`${licence}/service.ts`]: 'export const serve = 1' },
    'a folder of managers': { 'src/kernel/case/managers/case.ts': 'export const manage = 1' },
    'a room holds a loose file': { [`${licence}/notes.txt`]: '' },
    "a folder takes another's engine": { 'src/kernel/case/render.ts': 'export const draw = 1' },
  },
  'pure-imports': {
    'rules open the database': entering(rules, '#base/db.ts'),
    'a schema reads the disk': entering(`${licence}/schema.ts`, 'node:fs'),
    'rules ask another room': entering(`${policy}/rules.ts`, '#modules/licence/api.ts'),
    'rules call the kernel': entering(`${licence}/rules.ts`, '#kernel/case/actions.ts'),
    'rules draw': entering(`${licence}/rules.ts`, '#ui/public/lamp.tsx'),
    'the contract runs on the server alone': entering('src/kernel/module.ts', '#base/db.ts'),
  },
  'pure-acts': {
    'rules ask the clock': adding(`${licence}/rules.ts`, 'export const today = () => new Date()'),
    'rules hand the clock on': adding(`${licence}/rules.ts`, 'export const clock = Date.now'),
    'a schema throws dice': adding(`${licence}/schema.ts`, 'export const no = () => Math.random()'),
    'rules call out': adding(rules, "export const ask = () => fetch('https://example.com')"),
    'rules read the environment': adding(`${licence}/rules.ts`, 'export const city = () => process.env.CITY'),
    'a refusal waits': adding('src/base/refusal.ts', 'export const late = () => setTimeout(() => {}, 1)'),
  },
  'clock-and-chance': {
    'an action asks the clock': adding(`${licence}/actions.ts`, 'export const today = () => Date.now()'),
    'an action makes an id': adding(`${licence}/actions.ts`, "import { randomUUID } from 'node:crypto'"),
    'a page makes an id': adding(`${licence}/web/licence.tsx`, 'export const id = () => crypto.randomUUID()'),
  },
  'packages-repeatable': {
    'a package asks the clock': adding(compile, 'export const today = () => new Date()'),
  },

  'sql-in-store': {
    'an action speaks SQL': adding(`${licence}/actions.ts`, 'export const all = (ctx: Ctx) => ctx.tx.sql`select 1`'),
    'an action holds a piece of SQL': adding(`${licence}/actions.ts`, 'export const part = fragment`where no = 1`'),
    'a route builds a query': adding(`${licence}/routes.ts`, "export const all = (db: Db) => db.selectFrom('licence.licence')"),
    'the app counts licences': adding('src/app/server.ts', "export const text = 'select count(*) from licence.licence'"),
    'the ground floor cleans up a room': adding('src/base/db.ts', 'export const clean = (tx: Tx) => tx.sql`delete from cases.case`'),
  },
  'own-schema': {
    "a store joins another room's table": adding(
      `${licence}/store.ts`,
      'export const q = sql`select 1 from licence.licence l join policy.claim c on true`',
    ),
    "a store lists another's table": adding(
      `${licence}/store.ts`,
      'export const q = sql`select 1 from licence.licence as l, cases.case c`',
    ),
    'the query builder goes astray': adding(`${licence}/store.ts`, "export const q = (db: Db) => db.insertInto('cases.case')"),
    'a store forgets that case is called cases': saying('src/kernel/case/store.ts', 'cases.case', 'case.case'),
  },
  'own-migrations': {
    "a migration alters another's table": adding(migration, 'alter table cases.case add column x text;'),
    'a table stands in no schema': adding(migration, 'create table if not exists licence (no text);'),
    "a function reads another's table": adding(migration, 'create function licence.f() returns int as $$ select 1 from cases.case $$;'),
    "a policy is put on another's table": adding(migration, 'create policy p on cases.case using (true);'),
    "a right is given on another's table": adding(migration, 'grant select on licence.licence, cases.case to haoban_app;'),
  },
  'no-foreign-keys': {
    'a key leads into another room': adding(migration, 'alter table licence.licence add foreign key (no) references cases.case (id);'),
  },
  'one-owner': {
    'a room is called as a schema of the kernel': {
      'src/modules/cases/README.md': '',
      'src/modules/cases/module.ts': "export default defineModule({ id: 'cases', permissions: {} })",
    },
  },

  readme: {
    'a room says nothing': { [`${licence}/README.md`]: undefined },
    'a folder of the kernel says nothing': { 'src/kernel/case/README.md': undefined },
    'a package says nothing': { 'packages/dmn/README.md': undefined },
  },
  manifest: {
    'a room has no table of contents': { 'src/modules/empty/README.md': '' },
  },
  'room-is-id': {
    'a room calls itself otherwise': saying(`${brain}/module.ts`, "id: 'brain'", "id: 'mind'"),
  },
  'ids-begin': {
    "a permission bears another's name": saying(`${brain}/module.ts`, 'permissions: {}', "permissions: { 'licence.read': '查看证照' }"),
    'a number bears no name': saying(`${licence}/module.ts`, "id: 'licence.issued'", "id: 'issued'"),
    'a number in another file bears no name': numbersElsewhere,
    'a job bears no name': saying(`${licence}/module.ts`, 'routes,', 'routes, jobs: { sweep: { act: count } },'),
  },
  'ids-once': {
    'a permission is declared twice': saying(
      `${licence}/module.ts`,
      "'licence.issue': '签发证照'",
      "'licence.issue': '签发', 'licence.issue': '签发'",
    ),
    'two rooms name one kind of subject': saying(
      `${brain}/module.ts`,
      'permissions: {}',
      "permissions: {}, about: { item: '指标', item: '事项' }",
    ),
    'a room is called as one of the kernel': {
      'src/kernel/case/module.ts': "export default defineModule({ id: 'case', permissions: {} })",
      'src/modules/case/README.md': '',
      'src/modules/case/module.ts': "export default defineModule({ id: 'case', permissions: {} })",
    },
  },
  'routes-once': {
    'two rooms answer at one address': saying(`${policy}/module.ts`, "get('/policies', 'policy.read'", "get('/licences', 'policy.read'"),
    'two routes differ in the name of a part': adding(`${licence}/jobs.ts`, "get('/l/:id', anyone)\nget('/l/:no', anyone)"),
  },
  'routes-ask': {
    'a route asks for what nobody grants': saying(`${licence}/routes.ts`, "'licence.issue'", "'licence.print'"),
    "a route asks for another room's permission": saying(`${policy}/module.ts`, "'policy.read', {}", "'licence.issue', {}"),
  },
  'no-drawers': {
    'a folder of utils': { 'src/base/utils/text.ts': 'export const x = 1' },
    'a file of helpers': { 'src/app/helpers.ts': 'export const x = 1' },
  },
  kebab: {
    'a file in capitals': { 'src/app/HttpServer.ts': 'export const x = 1' },
  },
  'no-barrels': {
    'an index passes on': { 'src/base/index.ts': "export * from './refusal.ts'\nexport const x = 1" },
    'a folder of a package passes on': { 'packages/dmn/src/columns/all.ts': "export { compile } from '../compile.ts'" },
    'a file only passes on': { 'src/base/all.ts': "export { Refusal } from './refusal.ts'\nexport { now } from './clock.ts'" },
  },

  'file-size': {
    'a file of 501 lines': { 'src/app/long.ts': constants(501) },
    'a test of 501 lines': { 'src/app/long.test.ts': constants(501) },
  },
  'function-size': {
    'a function of 51 lines': { 'src/app/long.ts': `export function long() {\n${statements(49)}\n}` },
    'a component of 81 lines': { 'src/app/web/long.tsx': `export const Long = () => {\n${statements(79)}\n}` },
  },
  paint: {
    'a page is red': adding(`${licence}/web/licence.tsx`, 'export const Red = () => <b color="#C8102E" />'),
    'a chart has its own red': adding(`${licence}/web/licence.tsx`, "export const red = 'rgba(200, 16, 46, 0.5)'"),
    'a page counts pixels': adding(`${licence}/web/licence.tsx`, "export const line = 'solid 12px'"),
    'a room has its own style sheet': { [`${licence}/web/licence.css`]: '.red { color: #c00 }' },
  },
  'no-one-city': {
    'a page greets one city': adding(`${licence}/web/licence.tsx`, "export const greeting = '赣州的事，一次办好'"),
    'a rule falls back to one city': adding(`${licence}/rules.ts`, "export const cityCode = '360700'"),
    'a migration knows a county': adding(migration, '-- the first rows are those of 360702'),
  },
}
