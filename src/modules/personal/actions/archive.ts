/** An archive as it flows (ZIP, APPNOTE 6.3): one file after the other, never all of it in memory. */
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate'

export type Entry = { path: string } & ({ text: string } | { open: () => Promise<AsyncIterable<Uint8Array>> })

/** What cannot be fetched is named in its place, so that one lost file keeps nobody from all the others. */
const missing = (path: string) => ({
  path: `${path} 没有取到.txt`,
  text: '这个文件没有取到。请过几天再取一次；还是没有，请打 12345，告诉我们这个文件名。',
})

export async function* archive(
  entries: Iterable<Entry>,
  at: Date,
  lost: (path: string, error: unknown) => void,
): AsyncIterable<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    ready.push(bytes)
  })
  const write = ({ path, text }: { path: string; text: string }) => {
    const file = new ZipDeflate(path, { level: 6 })
    file.mtime = at
    zip.add(file)
    file.push(strToU8(text), true)
  }
  for (const entry of entries) {
    if ('text' in entry) write(entry)
    else {
      const content = await entry.open().catch((error: unknown) => void lost(entry.path, error))
      if (content) {
        const file = new ZipPassThrough(entry.path)
        file.mtime = at
        zip.add(file)
        for await (const bytes of content) {
          file.push(bytes)
          yield* ready.splice(0)
        }
        file.push(new Uint8Array(0), true)
      } else write(missing(entry.path))
    }
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready.splice(0)
}
