/** Somebody who does not give up: the same command under the same key, on whichever server lives, until one answers. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Hono } from 'hono'
import { Client } from '../kit.ts'
import type { Place } from './place.ts'

/** Answers that came, and how often one was lost on the way and the command sent again. */
export const patience = { answers: 0, again: 0 }

/** 500, 502 and 503 say that this server could not; what it refuses (4xx) is an answer. */
const unanswered = (status: number) => status >= 500
const bodiless = new Set([204, 303, 304])

/** One try at one server; undefined where no whole answer came. */
async function once(site: string, path: string, init?: RequestInit): Promise<Response | undefined> {
  try {
    const answer = await fetch(site + path, { ...init, redirect: 'manual', signal: AbortSignal.timeout(20_000) })
    if (unanswered(answer.status)) return undefined
    const body = await answer.arrayBuffer()
    return new Response(bodiless.has(answer.status) ? null : body, answer)
  } catch {
    return undefined
  }
}

export function patient(place: Place, random: () => number): Client {
  const request = async (path: string, init?: RequestInit): Promise<Response> => {
    for (const start = Date.now(); Date.now() - start < 300_000; await sleep(50 + random() * 200)) {
      const sites = place.sites()
      const site = sites[Math.floor(random() * sites.length)]
      const answer = site ? await once(site, path, init) : undefined
      if (answer) {
        patience.answers++
        return answer
      }
      patience.again++
    }
    throw new Error(`${path}: no answer in five minutes; ${place.state()}`)
  }
  return new Client({ request } as unknown as Hono)
}
