import { expect, test } from 'vitest'
import { PrimaryClient, urlsOf } from './hosts.ts'

test('a connection string is split at its hosts, and everything else of it stays', () => {
  expect(urlsOf('postgres://haoban:p%40ss@db1:5432,db2:6432/city?sslmode=require')).toEqual([
    'postgres://haoban:p%40ss@db1:5432/city?sslmode=require',
    'postgres://haoban:p%40ss@db2:6432/city?sslmode=require',
  ])
  expect(urlsOf('postgresql://[::1]:5432,db2/city')).toEqual(['postgresql://[::1]:5432/city', 'postgresql://db2/city'])
})

test.each(['postgres://haoban:a,b@db1:5432/city', 'postgres:///city?host=/run/postgresql', 'postgres://db1/city?options=-c%20a=b,c'])(
  'a connection string with one host stays as it is: %s',
  (url) => {
    expect(urlsOf(url)).toEqual([url])
  },
)

test('where no server answers, the database is away and nothing else', async () => {
  const client = new PrimaryClient({ connectionString: 'postgres://nobody:x@127.0.0.1:1,127.0.0.1:2/none' })
  await expect(client.connect()).rejects.toMatchObject({ code: '57P03', cause: { code: 'ECONNREFUSED' } })
})
