import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import { refusals } from '#base/refusal.ts'
import { type Driver, pathOf } from './driver.ts'

const refuse = refusals({
  'storage.no-keys': [500, '对象存储 {bucket} 缺少密钥：请设置 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY。'],
})

/** One answer of the store, retries included, may take this long (ms). */
const PATIENCE_MS = 120_000

/**
 * Files in a bucket of any store that speaks S3 with Signature Version 4 (path-style addresses). The name is known only when all of
 * the content is, so a file is held in memory while it is put.
 */
export function openS3(location: URL, env: Record<string, string | undefined>): Driver {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = env
  const bucket = location.hostname
  if (!accessKeyId || !secretAccessKey) throw refuse('storage.no-keys', { bucket })
  const region = location.searchParams.get('region') ?? env.AWS_REGION ?? 'us-east-1'
  const endpoint = (location.searchParams.get('endpoint') ?? `https://s3.${region}.amazonaws.com`).replace(/\/+$/, '')
  const prefix = location.pathname.replace(/^\/+|\/+$/g, '')
  const aws = new AwsClient({ accessKeyId, secretAccessKey, sessionToken, service: 's3', region, retries: 4 })
  const address = (name: string) => [endpoint, bucket, ...(prefix ? [prefix] : []), pathOf(name)].join('/')

  async function ask(method: string, name: string, init: { body?: Uint8Array<ArrayBuffer>; headers?: Record<string, string> } = {}) {
    const response = await aws.fetch(address(name), { method, signal: AbortSignal.timeout(PATIENCE_MS), ...init })
    if (response.ok) return response
    const said = await response.text()
    if (response.status === 404) return undefined
    throw new Error(`object store answered ${response.status} to ${method} ${bucket}: ${said.slice(0, 300)}`)
  }

  return {
    async put(chunks, name) {
      const all: Uint8Array[] = []
      for await (const chunk of chunks) all.push(chunk)
      const body = new Uint8Array(Buffer.concat(all))
      // signed with the content, so that the store itself refuses what was damaged on the way
      const headers = {
        'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
        'content-type': 'application/octet-stream',
      }
      if (!(await ask('PUT', name(), { body, headers }))) throw new Error(`object store has no bucket ${bucket}`)
    },
    async find(name) {
      const response = await ask('GET', name)
      if (!response) return undefined
      return response.body ? Readable.fromWeb(response.body as ReadableStream<Uint8Array>) : Readable.from([])
    },
    async has(name) {
      return (await ask('HEAD', name)) !== undefined
    },
    async remove(name, since) {
      const written = (await ask('HEAD', name))?.headers.get('last-modified')
      if (!written || new Date(written) >= since) return false
      await ask('DELETE', name)
      return true
    },
    list: () => listBucket(aws, `${endpoint}/${bucket}`, prefix),
  }
}

/** Pages of at most a thousand keys (ListObjectsV2); of a key its last part is the name. */
async function* listBucket(aws: AwsClient, bucket: string, prefix: string): AsyncIterable<string> {
  const query = new URLSearchParams({ 'list-type': '2', ...(prefix ? { prefix: `${prefix}/` } : {}) })
  for (;;) {
    const response = await aws.fetch(`${bucket}?${query}`, { signal: AbortSignal.timeout(PATIENCE_MS) })
    const said = await response.text()
    if (!response.ok) throw new Error(`object store answered ${response.status} to a list of ${bucket}: ${said.slice(0, 300)}`)
    for (const [, key] of said.matchAll(/<Key>([^<]+)<\/Key>/g)) yield key!.slice(key!.lastIndexOf('/') + 1)
    const next = /<NextContinuationToken>([^<]+)</.exec(said)?.[1]
    if (!next) return
    query.set('continuation-token', next)
  }
}
