/** One route from request to answer: who asks, may he, what does he send, act once, and say it as a page or as JSON. */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { once } from '#base/command.ts'
import { sm3 } from '#base/digest.ts'
import { invalidFields, Refusal, refusals } from '#base/refusal.ts'
import { fieldErrors } from '#base/sentence.ts'
import { canonical } from '#kernel/ledger/rules.ts'
import { anyone, type Ctx, FileAnswer, may, Outside, type Route, signedIn } from '#kernel/module.ts'
import { divisionsIn } from '#kernel/party/rules/division.ts'
import { anonymous, authenticate, csrfValid, type Origin, requireStepUp, SessionAnswer } from '#kernel/permission/api.ts'
import type { Who } from '#kernel/who.ts'
import { unreadCount } from '#modules/message/api.ts'
import { BusyPage, FaultPage, RefusalPage } from '#ui/public/trouble.tsx'
import { actAs, type House, newId, type Visitor } from '../context.ts'
import { checkBody, readBody, readPlain, readQuery, showable } from './body.ts'
import { carryOut } from './carry.ts'
import { type Drawn, drawnOnce } from './drawn.ts'
import { chosenIn, frameOf } from './frame.ts'
import { countRefusal } from './metrics.ts'
import { outageRetrySeconds } from './outage.ts'
import { draw, element, file, leaf, type Problem, page, problem, problemOf, sessionCookie, shown, wantsPage } from './reply.ts'

const refuse = refusals({
  'sign-in.first': [401, '请先登录，再接着办；登录后会回到这一页'],
  'permission.missing': [403, '您没有“{permission}”的权限。需要的话，请联系本单位管理员'],
  'request.forged': [403, '这个页面放得太久，已经失效。请返回上一页刷新后再提交，填的内容还在'],
  'request.no-key': [422, '请求缺少提交编号（idempotency-key）。请刷新页面后再提交'],
})

/** By which a browser is known again in which somebody signed in before: 400 days, the longest a browser keeps one. */
const browserCookie = 'haoban_browser'
const browserSeconds = 400 * 24 * 3_600

type Body = Record<string, unknown>

/** The address a request came from: the nearest proxy's word where one stands before the house, else the connection's own. */
function originOf(c: Context): Origin {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  const forwarded = process.env.HAOBAN_PROXY === '1' ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  const ip = forwarded ?? incoming?.socket?.remoteAddress ?? 'local'
  return { ip, agent: c.req.header('user-agent') ?? '', browser: getCookie(c, browserCookie) }
}

/** Who asks, by the session cookie; an unknown or ended session is nobody. */
function identify(house: House, c: Context): Visitor | ((tx: Ctx['tx'], now: Date) => Promise<Visitor>) {
  const token = getCookie(c, sessionCookie)
  const stranger = { who: anonymous, origin: originOf(c), near: chosenIn(house, c)?.code, from: cameFrom(c, house.site) }
  return token
    ? async (tx, now) => ({ ...stranger, ...(await authenticate(tx, token, now, (d) => divisionsIn(house.places, d))) })
    : stranger
}

/** Path and query of the page of this house from which a request comes; the browser says it for links inside the house alone (`referrer-policy`). */
function cameFrom(c: Context, site: string): string | undefined {
  const referrer = c.req.header('referer')
  if (!referrer || !URL.canParse(referrer)) return undefined
  const { origin, host, pathname, search } = new URL(referrer)
  return origin === new URL(site).origin || host === c.req.header('host') ? pathname + search : undefined
}

/** Whether the browser says that a page of another site sends this; old browsers say it by `Origin` alone, programs say nothing. */
function fromElsewhere(c: Context, site: string): boolean {
  const fetchSite = c.req.header('sec-fetch-site')
  if (fetchSite) return fetchSite === 'cross-site' || fetchSite === 'same-site'
  const origin = c.req.header('origin')
  return origin !== undefined && origin !== new URL(site).origin && origin.replace(/^https?:\/\//, '') !== c.req.header('host')
}

/** A post must come from a page of this house: by the session's token, and without a session by where the browser says it comes from. */
function refuseForged(c: Context, visitor: Visitor, body: Body, site: string): void {
  if (visitor.session) {
    const token = c.req.header('x-csrf-token') ?? String(body._csrf ?? '')
    if (!csrfValid(visitor.session, token)) throw refuse('request.forged')
  } else if (fromElsewhere(c, site)) throw refuse('request.forged')
}

function refuseStranger(route: Route, who: Who, names: (permission: string) => string): void {
  if (route.may === anyone) return
  if (who.kind === 'anyone') throw refuse('sign-in.first')
  if (route.may !== signedIn && !may(who, route.may)) throw refuse('permission.missing', { permission: names(route.may) })
}

const weighs = ({ stepUp }: Route, input: unknown): boolean => (typeof stepUp === 'function' ? stepUp(input) : stepUp === true)

type Asked = { route: Route; input: unknown; key: string | undefined }

function parse(route: Route, raw: Body): unknown {
  const { _csrf, _key, ...rest } = raw
  const parsed = route.takes.safeParse(rest, { reportInput: true })
  if (!parsed.success) throw invalidFields(fieldErrors(parsed.error))
  return parsed.data
}

/** Files count by their digest: byte by byte, 20 MB in canonical JSON would hold the house for minutes. */
function digested(value: unknown): unknown {
  if (value instanceof Uint8Array) return sm3(value)
  if (Array.isArray(value)) return value.map(digested)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, digested(inner)]))
}

/** What somebody may do at this moment, as text: a repeat under other rights gets no answer. */
const rightsOf = ({ kind, organ, parties, letters, grants }: Who): string =>
  canonical({ kind, organ, parties: [...parties].sort(), letters: [...(letters ?? [])].sort(), grants: grants.map(canonical).sort() })

const shownOnce = '结果只显示一次，不再显示；没有记下来的话，请重新办一次'

/** Acts, and where a client key came, acts once a key: a repeat gets the first answer, where its sender may still have it. */
async function perform(ctx: Ctx, { route, input, key }: Asked): Promise<unknown> {
  if (route.verb === 'GET') return route.act(ctx, input)
  if (!key && route.once) throw refuse('request.no-key')
  if (!key || route.again) return route.act(ctx, input)
  const command = {
    ...{ who: ctx.who.id, key, route: `${route.verb} ${route.path}`, input: canonical(digested(input)), at: ctx.now },
    rights: rightsOf(ctx.who),
    shownOnce: route.secret === true ? shownOnce : route.secret,
  }
  const work = () => route.act(ctx, input)
  return (await once(ctx.tx, ctx.keys, command, work, (out) => !(out instanceof SessionAnswer || out instanceof Outside))).answer
}

const secure = (c: Context) => new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https'

const forServer = (c: Context) => ({ httpOnly: true, sameSite: 'Lax', path: '/', secure: secure(c) }) as const

function setSession(c: Context, { token, browser }: SessionAnswer<unknown>): void {
  if (token !== undefined) setCookie(c, sessionCookie, token ?? '', { ...forServer(c), ...(token ? {} : { maxAge: 0 }) })
  if (browser !== undefined) setCookie(c, browserCookie, browser, { ...forServer(c), maxAge: browserSeconds })
}

/** The answer as its page shows it. */
function drawnFor(house: House, c: Context, { page: of, steady }: Route, visitor: Visitor, data: unknown): Drawn {
  const [now, frame] = [house.clock.now(), frameOf(house, c, visitor)]
  const drawing = () => draw(shown(of!, { data, frame, key: newId(now), now }))
  return steady && visitor.who.kind === 'anyone' ? drawnOnce(data as object, frame, drawing) : drawing()
}

function reply(house: House, c: Context, route: Route, visitor: Visitor, input: unknown, out: unknown): Response {
  if (out instanceof FileAnswer) return file(c, out)
  if (out instanceof SessionAnswer) {
    setSession(c, out)
    if (out.refused) throw out.refused
    return reply(house, c, route, visitor, input, out.body)
  }
  if (wantsPage(c) && route.then) return c.redirect(route.then(out, input), 303)
  if (wantsPage(c) && route.page) return leaf(c, drawnFor(house, c, route, visitor, out))
  return c.body(JSON.stringify(out ?? null), 200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
}

/** Who is signed in, with the messages he has not opened; every page shows their number, a refused one too. */
const withUnread = async (ctx: Ctx, as: Visitor): Promise<Visitor> =>
  as.who.kind === 'anyone' ? as : { ...as, unread: await unreadCount(ctx.tx, as.who.id) }

/** The client key of a command, from the header or the form. */
const keyOf = (c: Context, body: Body): string | undefined =>
  c.req.header('idempotency-key') ?? (typeof body._key === 'string' && body._key ? body._key : undefined)

/** Asks the foreign systems that an answer waits for, one after the other, each with no transaction open. */
async function finish(house: House, c: Context, route: Route, first: unknown): Promise<unknown> {
  let out = first
  while (out instanceof Outside) {
    const { ask, resume } = out
    const said = await ask()
    out = await carryOut(house, c, route, identify(house, c), (ctx) => resume(ctx, said))
  }
  return out
}

/** Counts what was refused, and writes down what went wrong. A refusal is no fault, whatever its status. */
function note({ log }: House, error: unknown, { code, status, outage, request }: Problem, path: string): void {
  if (error instanceof Refusal || outage) countRefusal(code, status)
  if (status >= 500 && !(error instanceof Refusal)) log.error({ err: error, request, path }, 'fault')
}

/** What a post carries; what is only asked for carries nothing. */
const sentIn = async (c: Context, { verb, plain }: Route): Promise<Body> => {
  if (verb !== 'POST') return {}
  return plain ? readPlain(c.get('taken')) : readBody(c.get('taken'), c.req.header('content-type'))
}

/** Answers one request to a route. `pageFor` finds the page that shows what was refused beside what was typed. */
export function answer(house: House, route: Route, pageFor: (path: string) => Route | undefined) {
  const names = (permission: string) => house.rooms.map((r) => r.permissions[permission]).find((name) => name !== undefined) ?? permission
  return async (c: Context): Promise<Response> => {
    const request: string = c.get('requestId')
    let visitor: Visitor = { who: anonymous }
    let raw: Body = {}
    try {
      const body = await sentIn(c, route)
      raw = { ...readQuery(new URL(c.req.url)), ...body, ...c.req.param() }
      checkBody(raw)
      const { input, out: first } = await carryOut(house, c, route, identify(house, c), async (ctx, as) => {
        visitor = as
        if (route.verb === 'POST') refuseForged(c, as, body, house.site)
        refuseStranger(route, as.who, names)
        if (wantsPage(c)) visitor = await withUnread(ctx, as)
        const parsed = parse(route, raw)
        if (weighs(route, parsed)) requireStepUp(ctx)
        return { input: parsed, out: await perform(ctx, { route, input: parsed, key: keyOf(c, body) }) }
      })
      const out = await finish(house, c, route, first)
      return reply(house, c, route, visitor, input, out)
    } catch (error) {
      const told = problemOf(error, request)
      note(house, error, told, route.path)
      return tell(house, c, { visitor, raw, told, sibling: pageFor(route.path), then: route.then })
    }
  }
}

type Refused = { visitor: Visitor; raw: Body; told: Problem; sibling: Route | undefined; then: Route['then'] }

/** Says what was refused: to a program as a problem, to a browser on the page it came from where that can be shown. */
async function tell(house: House, c: Context, { visitor, raw, told, sibling, then }: Refused): Promise<Response> {
  if (!wantsPage(c)) return problem(c, told)
  if (told.code === 'sign-in.first') return c.redirect(`/sign-in?back=${encodeURIComponent(backOf(c))}`, 303)
  if (told.code === 'permission.assurance') return c.redirect(String(told.data.to), 303)
  // where the page that follows shows it, a second press of the button leads there too
  if (told.code === 'command.shown-once' && then) return c.redirect(then(undefined, raw), 303)
  return (await again(house, c, sibling, { raw, told })) ?? trouble(house, c, visitor, told)
}

const backOf = (c: Context): string => {
  const url = new URL(c.req.url)
  return c.req.method === 'GET' ? url.pathname + url.search : url.pathname
}

/** After a refused post the page of the same address comes again, with what was typed and the reason; nothing is lost. */
async function again(
  house: House,
  c: Context,
  sibling: Route | undefined,
  at: { raw: Body; told: Problem },
): Promise<Response | undefined> {
  if (!sibling?.page || c.req.method !== 'POST' || at.told.status >= 500 || at.told.status === 401) return undefined
  try {
    const { data, as } = await actAs(house, identify(house, c), async (ctx, as) => {
      refuseStranger(sibling, as.who, (p) => p)
      return {
        as: await withUnread(ctx, as),
        data: await sibling.act(ctx, parse(sibling, showable({ ...readQuery(new URL(c.req.url)), ...c.req.param() }) as Body)),
      }
    })
    const { _csrf, ...typed } = showable(at.raw) as Body
    const fields = (at.told.data.fields ?? []) as { field: string; sentence: string }[]
    const refused = { sentence: at.told.title, code: at.told.code, fields, typed }
    const key = typeof typed._key === 'string' ? typed._key : newId(house.clock.now())
    return page(c, shown(sibling.page, { data, frame: frameOf(house, c, as), key, now: house.clock.now(), refused }), at.told.status)
  } catch (error) {
    if (!(error instanceof Refusal)) house.log.error({ err: error, path: sibling.path }, 'fault while showing a refusal')
    return undefined
  }
}

/** The sentence of a page of its own, on which no field stands that could be marked. */
function sentenceFor(c: Context, { title, data }: Problem): string {
  const fields = (data.fields ?? []) as { sentence: string }[]
  if (fields.length === 0) return title
  return c.req.method === 'GET' ? '这个地址不完整，或者写错了。请从首页重新进来' : fields.map((f) => f.sentence).join('；')
}

/** A refusal nobody can mend on this page, or a fault: a page of its own with a way on. */
function trouble(house: House, c: Context, visitor: Visitor, told: Problem): Response {
  const frame = frameOf(house, c, visitor)
  if (told.outage) {
    c.header('retry-after', String(outageRetrySeconds))
    const sent = c.req.method === 'POST'
    return page(c, element(BusyPage, { frame, title: told.outage, sentence: told.title, sent, number: told.request }), told.status)
  }
  if (told.code === 'fault') return page(c, element(FaultPage, { frame, number: told.request }), told.status)
  const on = told.data.on as { text: string; href: string } | undefined
  return page(c, element(RefusalPage, { frame, sentence: sentenceFor(c, told), on }), told.status)
}
