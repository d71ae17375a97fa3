/** What a browser with JavaScript gets on top of a public page; every page works without it. */
import { rememberDrafts } from './draft.ts'
import { sendOnce } from './once.ts'
import { watchSession } from './session.ts'
import { suggestItems } from './suggest.ts'
import { uploadOneByOne } from './upload.ts'

suggestItems(document)
sendOnce(document)
uploadOneByOne(document)
rememberDrafts(document)
watchSession(document)

const version = new URL(import.meta.url).searchParams.get('v') ?? ''
if ('serviceWorker' in navigator) navigator.serviceWorker.register(`/sw.js?v=${version}`).catch(() => undefined)
