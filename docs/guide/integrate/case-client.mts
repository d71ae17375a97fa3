/**
 * An example of a system in which people apply and clerks work, over the interface of the city. Its types are generated from the
 * city's own document, so that the compiler finds what an upgrade changed:
 *
 *   npx openapi-typescript https://city.example/openapi.json -o city.d.ts
 *   npx tsx case-client.mts https://city.example story.json
 */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { components, paths } from './city.d.ts'

type Problem = components['schemas']['problem']
type Posts = { [P in keyof paths]: paths[P] extends { post: { requestBody?: infer _ } } ? P : never }[keyof paths]
type Gets = { [P in keyof paths]: paths[P] extends { get: { responses: unknown } } ? P : never }[keyof paths]
type Of<P extends keyof paths, V extends 'get' | 'post'> = paths[P] extends Record<V, infer O> ? O : never
type PathOf<O> = O extends { parameters: { path: infer T } } ? T : Record<string, never>
type JsonOf<O> = O extends { requestBody?: { content: { 'application/json': infer T } } } ? T : Record<string, never>
type Filled = Record<string, string>

const filled = (path: string, values: Filled): string => path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name]!))

/** One account's way to the city: keeps its session, sends the session's token, and gives each command a number of its own. */
export class CityClient {
  readonly #site: string
  #cookie = ''
  #token = ''

  constructor(site: string) {
    this.#site = site
  }

  async #send(method: string, path: string, body?: string | FormData): Promise<unknown> {
    const headers: Record<string, string> = { accept: 'application/json', cookie: this.#cookie, 'x-csrf-token': this.#token }
    if (typeof body === 'string') headers['content-type'] = 'application/json'
    if (method === 'POST') headers['idempotency-key'] = randomUUID()
    const answer = await fetch(this.#site + path, { method, headers, body: body ?? null })
    for (const line of answer.headers.getSetCookie()) if (line.startsWith('haoban_sid=')) this.#cookie = line.split(';')[0]!
    const told = (await answer.json()) as unknown
    if (answer.ok) return told
    const { status, code, title } = told as Problem
    throw new Error(`${path}: ${status} ${code} ${title}`)
  }

  get<P extends Gets, Told>(path: P, at: PathOf<Of<P, 'get'>>): Promise<Told> {
    return this.#send('GET', filled(path, at as Filled)) as Promise<Told>
  }

  post<P extends Posts, Told>(path: P, at: PathOf<Of<P, 'post'>>, body: JsonOf<Of<P, 'post'>>): Promise<Told> {
    return this.#send('POST', filled(path, at as Filled), JSON.stringify(body)) as Promise<Told>
  }

  /** A file for one of the materials. */
  giveMaterial(id: string, material: string, name: string, bytes: Uint8Array): Promise<unknown> {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), name)
    return this.#send('POST', filled('/drafts/{id}/m/{material}' satisfies Posts, { id, material }), form)
  }

  async signIn(account: JsonOf<Of<'/sign-in', 'post'>>): Promise<void> {
    await this.post('/sign-in', {}, account)
    this.#token = (await this.get<'/session', { csrf: string }>('/session', {})).csrf
  }
}

type Story = {
  item: string
  division: string
  applicant: string
  citizen: JsonOf<Of<'/sign-in', 'post'>>
  answers: Record<string, Record<string, unknown>>
  materials: string[]
  file: string
  steps: {
    as: JsonOf<Of<'/sign-in', 'post'>>
    verb: PathOf<Of<'/work/cases/{id}/{verb}', 'post'>>['verb']
    input: Record<string, unknown>
  }[]
}

/** Applies, and takes the application through its steps; answers what the applicant sees of it in the end. */
export async function live(site: string, story: Story): Promise<unknown> {
  const citizen = new CityClient(site)
  await citizen.signIn(story.citizen)
  const { item: code, division, applicant } = story
  const { id } = await citizen.post<'/apply/{code}', { id: string }>('/apply/{code}', { code }, { division, applicant })
  for (const [question, answers] of Object.entries(story.answers))
    await citizen.post('/drafts/{id}/q/{question}', { id, question }, answers)
  const bytes = await readFile(story.file)
  for (const material of story.materials) await citizen.giveMaterial(id, material, `${material}.pdf`, bytes)
  const sent = await citizen.post<'/drafts/{id}/check', { id: string }>('/drafts/{id}/check', { id }, { agree: true })
  for (const { as, verb, input } of story.steps) {
    const clerk = new CityClient(site)
    await clerk.signIn(as)
    await clerk.post('/work/cases/{id}/{verb}', { id: sent.id, verb }, { input })
  }
  return citizen.get('/cases/{id}', { id: sent.id })
}

const [, script, site, story] = process.argv
if (site && story && import.meta.url === `file://${script}`)
  process.stdout.write(`${JSON.stringify(await live(site, JSON.parse(await readFile(story, 'utf8')) as Story))}\n`)
