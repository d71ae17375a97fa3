/** What a browser with JavaScript gets on top of a public page; every page works without it. */
import { rememberDrafts } from './draft.ts'
import { sendOnce } from './once.ts'
import { nameChosenFiles } from './picked.ts'
import { watchSession } from './session.ts'
import { suggestItems } from './suggest.ts'
import { uploadOneByOne } from './upload.ts'

suggestItems(document)
sendOnce(document)
nameChosenFiles(document)
uploadOneByOne(document)
rememberDrafts(document)
watchSession(document)

const version = new URL(import.meta.url).searchParams.get('v') ?? ''
/** Islands that one page alone needs are loaded by it alone: `data-island` names the room that brings one. */
for (const { dataset } of document.querySelectorAll<HTMLElement>('[data-island]'))
  import(`/assets/${dataset.island}.js?v=${version}`).catch(() => undefined)
if ('serviceWorker' in navigator) navigator.serviceWorker.register(`/sw.js?v=${version}`).catch(() => undefined)
