/** The service worker: keeps the style sheets and the pages that work without a network. Pages about people are never kept on the machine. */

type Waiting = Event & { waitUntil(done: Promise<unknown>): void }
type Fetching = Event & { request: Request; respondWith(answer: Promise<Response>): void }
const scope = self as unknown as {
  location: Location
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  addEventListener(name: string, act: (event: Event) => void): void
}

const version = new URL(scope.location.href).searchParams.get('v') ?? ''
const store = `haoban-${version}`
const offline = '/offline'
/** Pages that need nothing of the house once they are here. */
const alone = [offline, '/dossiers/check', '/seals/check', '/ledger/check']
const kept = ['tokens.css', 'public.css', 'public.js', 'dossier.js', 'seal.js', 'ledger.js'].map((f) => `/assets/${f}?v=${version}`)

async function keep(): Promise<void> {
  const cache = await caches.open(store)
  await cache.addAll([...kept, '/assets/icon.svg'])
  for (const page of alone) await cache.put(page, await fetch(page, { headers: { accept: 'text/html' }, credentials: 'omit' }))
  await scope.skipWaiting()
}

async function tidy(): Promise<void> {
  for (const name of await caches.keys()) if (name !== store) await caches.delete(name)
  await scope.clients.claim()
}

/** The code of a licence is good for a minute, and is shown where the network may be bad: this long, and in memory alone, its page comes back. */
const codePage = /^\/licences\/[^/]+\/shown\/[^/]+$/
const asksCode = /^\/licences\/[^/]+\/show$/
const codeMs = 60_000
let code: { path: string; answer: Response; until: number } | undefined

function keepCode(path: string, answer: Response): Response {
  if (answer.ok && codePage.test(path)) code = { path, answer: answer.clone(), until: Date.now() + codeMs }
  return answer
}

const codeOf = (path: string): Response | undefined => (code?.path === path && Date.now() < code.until ? code.answer.clone() : undefined)

/** The network first; without it, the page itself where it is kept, or the one that says so. */
async function pageOr(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname
  const page = alone.includes(path) ? path : offline
  return fetch(request)
    .then((answer) => keepCode(path, answer))
    .catch(async () => codeOf(path) ?? (await caches.match(page)) ?? Response.error())
}

scope.addEventListener('install', (event) => (event as Waiting).waitUntil(keep()))
scope.addEventListener('activate', (event) => (event as Waiting).waitUntil(tidy()))
scope.addEventListener('fetch', (event) => {
  const { request } = event as Fetching
  if (new URL(request.url).origin !== scope.location.origin) return
  // the answer leads on to the page of the code, which comes by here only if this question did
  if (request.mode === 'navigate' && asksCode.test(new URL(request.url).pathname)) return (event as Fetching).respondWith(pageOr(request))
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') return (event as Fetching).respondWith(pageOr(request))
  if (new URL(request.url).pathname.startsWith('/assets/'))
    (event as Fetching).respondWith(caches.match(request).then((hit) => hit ?? fetch(request)))
})
