import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Driver, pathOf } from './driver.ts'

/** What a killed process left half written is swept away a day later: until then another process may still be writing it. */
const LEFTOVER_MS = 24 * 3_600_000

/** Files in a folder. A file is written aside, forced to disk and then renamed: it is there whole or not at all, also after a power cut. */
export async function openDirectory(folder: string): Promise<Driver> {
  const drafts = join(folder, '.drafts')
  await mkdir(drafts, { recursive: true, mode: 0o700 })
  await sweep(drafts)
  return {
    async put(chunks, name) {
      const draft = join(drafts, randomBytes(12).toString('hex'))
      try {
        await write(draft, chunks)
        await place(draft, folder, pathOf(name()))
      } finally {
        await rm(draft, { force: true })
      }
    },
    async find(name) {
      try {
        return (await open(join(folder, pathOf(name)))).createReadStream()
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    async has(name) {
      return (await stat(join(folder, pathOf(name))).catch(() => undefined))?.isFile() ?? false
    },
    async remove(name, since) {
      const path = join(folder, pathOf(name))
      const found = await stat(path).catch(() => undefined)
      if (!found?.isFile() || found.mtime >= since) return false
      await rm(path)
      return true
    },
    async *list() {
      for (const first of await readdir(folder)) {
        if (first.length !== 2) continue
        for (const second of await readdir(join(folder, first))) yield* await readdir(join(folder, first, second))
      }
    },
  }
}

async function write(draft: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(draft, 'wx', 0o600)
  try {
    for await (const chunk of chunks) await file.writeFile(chunk)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Over an existing file too: the content is the same by its name, and a damaged one is healed. */
async function place(draft: string, folder: string, path: string): Promise<void> {
  const target = join(folder, path)
  const isNew = await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  await rename(draft, target)
  await syncFolder(dirname(target))
  if (isNew) for (const above of [dirname(dirname(target)), folder]) await syncFolder(above)
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function sweep(drafts: string): Promise<void> {
  for (const name of await readdir(drafts)) {
    const path = join(drafts, name)
    const found = await stat(path).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > LEFTOVER_MS) await rm(path, { force: true })
  }
}
