/** `/docs`: every route of the house for people who write programs, from the same tables that answer them. */
import type { Context } from 'hono'
import { anonymous } from '#kernel/permission/api.ts'
import { More, Part, Rows, Title } from '#ui/public/page.tsx'
import { type Frame, PublicPage } from '#ui/public/shell.tsx'
import type { House } from '../context.ts'
import { frameOf } from './frame.ts'
import { type Operation, openApi } from './openapi.ts'
import { element, page } from './reply.ts'

type Entry = { verb: string; path: string; operation: Operation }

/** Operations of the document by the room they belong to, in its order. */
function byRoom(house: House): Map<string, Entry[]> {
  const rooms = new Map<string, Entry[]>()
  for (const [path, verbs] of Object.entries(openApi(house).paths))
    for (const [verb, operation] of Object.entries(verbs)) {
      const room = operation.tags[0]!
      rooms.set(room, [...(rooms.get(room) ?? []), { verb: verb.toUpperCase(), path, operation }])
    }
  return rooms
}

const rightOf = ({ security, 'x-permission': permission }: Operation) => {
  if (security?.some((way) => Object.keys(way).length === 0)) return '不用登录'
  return permission ? `要有权限 ${permission}` : '登录后可用'
}

const whereIs = { path: '网址里', query: '问号后面', header: '请求头里' }

const Inputs = ({ operation }: { operation: Operation }) => (
  <table className="table">
    <thead>
      <tr>
        <th scope="col">名称</th>
        <th scope="col">在哪里</th>
        <th scope="col">类型</th>
      </tr>
    </thead>
    <tbody>
      {operation.parameters.map((p) => (
        <tr key={p.name}>
          <th scope="row">
            <code>{p.name}</code>
          </th>
          <td data-name="在哪里">{whereIs[p.in]}</td>
          <td data-name="类型">{JSON.stringify(p.schema.enum ?? p.schema.type ?? '按说明')}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

const One = ({ verb, path, operation }: Entry) => (
  <More title={`${verb} ${path}：${operation.summary}`}>
    <p>{rightOf(operation)}。</p>
    {operation.parameters.length ? <Inputs operation={operation} /> : null}
    {Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => (
      <pre className="code" key={operation.operationId}>
        {JSON.stringify(schema, null, 2)}
      </pre>
    ))}
  </More>
)

const DocsPage = ({ frame, rooms }: { frame: Frame; rooms: Map<string, Entry[]> }) => (
  <PublicPage frame={frame} title="接口文档">
    <Title
      text="接口文档"
      trail={[{ text: '首页', href: '/' }]}
      lead="网页能做的，程序都能做：同一个网址，请求头写 accept: application/json。"
      soft={
        <>
          机器读的完整说明在 <a href="/openapi.json">/openapi.json</a>（OpenAPI 3.1）。
        </>
      }
    />
    <div className="wrap">
      <div className="parts">
        <Part title="三条约定">
          <Rows>
            {[
              '登录以后，每个 POST 带请求头 x-csrf-token（GET /session 给出）。',
              '会新建东西的 POST 带 idempotency-key：同一个编号再发一次，得到第一次的回答，不会重复办理。',
              '拒绝和故障按 RFC 9457 回答 application/problem+json：title 是给人看的一句话，code 给程序判断，request 是报障用的编号。',
            ]}
          </Rows>
        </Part>
        {[...rooms].map(([room, entries]) => (
          <Part key={room} title={room}>
            {entries.map((e) => (
              <One key={`${e.verb} ${e.path}`} {...e} />
            ))}
          </Part>
        ))}
      </div>
    </div>
  </PublicPage>
)

export const docsPage = (house: House, c: Context): Response =>
  page(c, element(DocsPage, { frame: frameOf(house, c, { who: anonymous }), rooms: byRoom(house) }))
