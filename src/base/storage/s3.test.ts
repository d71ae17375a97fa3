/** Files in a bucket of a server by other people, and the signer against what Amazon published. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AwsClient, AwsV4Signer } from 'aws4fetch'
import { afterAll, describe, expect, test } from 'vitest'
import { sm3 } from '#base/digest.ts'
import { pathOf } from './driver.ts'
import { openIndependentS3 } from './fixture/independent-s3.ts'
import { openStorage } from './storage.ts'

const dir = mkdtempSync(join(tmpdir(), 'haoban-s3-'))
const independent = await openIndependentS3(dir)
afterAll(async () => {
  await independent.close()
  rmSync(dir, { recursive: true, force: true })
})

describe('a bucket of an independent server', () => {
  test('with a wrong key, or a key it does not know, nothing is put, read or listed', async () => {
    const { hash } = await (await openStorage(independent.bucket('locked'), independent.keys)).put(Buffer.from('定南'))
    for (const wrong of [{ AWS_SECRET_ACCESS_KEY: 'guess' }, { AWS_ACCESS_KEY_ID: 'stranger' }]) {
      const storage = await openStorage(independent.bucket('locked'), { ...independent.keys, ...wrong })
      await expect(storage.put(Buffer.from('全南'))).rejects.toThrow('object store answered 403')
      await expect(storage.read(hash)).rejects.toThrow('object store answered 403')
      await expect(storage.list()[Symbol.asyncIterator]().next()).rejects.toThrow('object store answered 403')
    }
    expect(await (await openStorage(independent.bucket('locked'), independent.keys)).has(sm3('全南'))).toBe(false)
  })

  test('a bucket that is not there is said so', async () => {
    const storage = await openStorage(independent.bucket('demo').replace('//files/', '//nothing/'), independent.keys)
    await expect(storage.put(Buffer.from('x'))).rejects.toThrow('no bucket nothing')
  })

  test('a file that another tool sent in parts is read whole, and a part of a file of ours by its range', async () => {
    const storage = await openStorage(independent.bucket('moved'), independent.keys)
    const tool = new AwsClient({ accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', service: 's3', region: 'us-east-1', retries: 0 })
    const content = Buffer.alloc(6 * 2 ** 20, '赣江')
    const at = `${independent.url}/files/moved/${pathOf(sm3(content))}`
    const ask = async (url: string, init: RequestInit) => {
      const answer = await tool.fetch(url, init)
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
      return answer
    }
    const upload = /<UploadId>([^<]+)/.exec(await (await ask(`${at}?uploads=`, { method: 'POST' })).text())![1]!
    const parts: string[] = []
    // all parts but the last have at least 5 MiB
    for (const [n, part] of [content.subarray(0, 5 * 2 ** 20), content.subarray(5 * 2 ** 20)].entries()) {
      const sent = await ask(`${at}?partNumber=${n + 1}&uploadId=${upload}`, { method: 'PUT', body: new Uint8Array(part) })
      parts.push(`<Part><PartNumber>${n + 1}</PartNumber><ETag>${sent.headers.get('etag')}</ETag></Part>`)
    }
    const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`
    await (await ask(`${at}?uploadId=${upload}`, { method: 'POST', body })).text()
    expect((await storage.read(sm3(content))).equals(content)).toBe(true)
    expect(await storage.remove(sm3(content), new Date(Date.now() + 60_000))).toBe(true)
    expect(await storage.has(sm3(content))).toBe(false)

    const { hash } = await storage.put(Buffer.from('0123456789'))
    const part = await ask(`${independent.url}/files/moved/${pathOf(hash)}`, { headers: { range: 'bytes=3-5' } })
    expect([part.status, await part.text()]).toEqual([206, '345'])
  }, 60_000)
})

/**
 * Amazon S3 API Reference, "Signature Calculations for the Authorization Header: Transferring Payload in a Single Chunk (AWS Signature
 * Version 4)", its four examples: bucket examplebucket, us-east-1, 24 May 2013.
 */
describe('the signer gives the signatures that Amazon published', () => {
  const bucket = 'https://examplebucket.s3.amazonaws.com'
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  const welcome = '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072'
  test.each<Record<'what' | 'method' | 'url' | 'sha256' | 'names' | 'signature', string> & { headers: Record<string, string> }>([
    {
      ...{ what: 'GET Object', method: 'GET', url: `${bucket}/test.txt`, headers: { range: 'bytes=0-9' }, sha256: empty },
      ...{ names: 'host;range;x-amz-content-sha256;x-amz-date' },
      signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    },
    {
      ...{ what: 'PUT Object', method: 'PUT', url: `${bucket}/test$file.text`, sha256: welcome },
      headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      names: 'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
      signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    },
    {
      ...{ what: 'GET Bucket Lifecycle', method: 'GET', url: `${bucket}/?lifecycle`, headers: {}, sha256: empty },
      ...{ names: 'host;x-amz-content-sha256;x-amz-date' },
      signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    },
    {
      ...{ what: 'GET Bucket (List Objects)', method: 'GET', url: `${bucket}/?max-keys=2&prefix=J`, headers: {}, sha256: empty },
      ...{ names: 'host;x-amz-content-sha256;x-amz-date' },
      signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    },
  ])('$what', async ({ method, url, headers, sha256, names, signature }) => {
    const signer = new AwsV4Signer({
      ...{ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
      ...{ service: 's3', region: 'us-east-1', datetime: '20130524T000000Z', allHeaders: true, method, url },
      headers: { ...headers, 'x-amz-content-sha256': sha256 },
    })
    const signed = await signer.sign()
    expect(signed.headers.get('authorization')).toBe(
      `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=${names}, Signature=${signature}`,
    )
  })
})
