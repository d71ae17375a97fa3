/** Who leaves the directory is out: it is asked about everybody who is signed in by it, again and again, and what it says is done at once. */
import { asSystem } from '#base/as-system.ts'
import { type Directory, directoryProvider } from '#kernel/directory.ts'
import type { Action, Ctx, LeasedWork } from '#kernel/module.ts'
import { askStanding, type Standing } from '../../gateway/membership.ts'
import { nextAsked, vouchedUntil } from '../../rules/directory.ts'
import { wallTime } from '../../store/account.ts'
import {
  confirmMembership,
  endUnvouched,
  findAnswering,
  isAskingDue,
  markLeft,
  noteAnswer,
  noteSilence,
  takeDue,
} from '../../store/directory.ts'
import { endSessionsOf } from '../../store/session.ts'
import { emitAccount } from '../fact.ts'
import { membershipContext } from '../open-session.ts'

/** So many sessions a turn, and so many questions at once: a turn is over before its sessions are due again, however slow the answers are. */
const batch = 20
const atOnce = 10
/** A directory that did not answer the last time is tried with a few. */
const probes = 3

type Question = { session: string; account: string; token: string }
type Claimed = { directory: Directory; questions: readonly Question[]; at: number }
type Answered = Question & { standing: Standing }

/** Whether somebody is to be asked about. Costs nothing in a city without a directory. */
export const isDirectoryDue: Action<undefined, boolean> = async ({ tx, city, now }) => city.directory !== undefined && isAskingDue(tx, now)

/** Takes the sessions that are due, and ends those for which the directory has been silent too long. */
const claim: Action<unknown, Claimed | undefined> = async (ctx) => {
  const { directory } = ctx.city
  if (!directory) return undefined
  await endSilent(ctx)
  const silent = (await findAnswering(ctx.tx, directory.issuer))?.silentSince != null
  const due = await takeDue(ctx.tx, ctx.now, nextAsked(directory, ctx.now), silent ? probes : batch)
  if (due.length === 0) return undefined
  const questions = due.map(({ session, account, sealed }) => ({ session, account, token: ctx.keys.open(sealed, membershipContext) }))
  return { directory, questions, at: (await wallTime(ctx.tx)).getTime() }
}

async function endSilent(ctx: Ctx): Promise<void> {
  for (const account of new Set(await endUnvouched(ctx.tx, ctx.now)))
    await emitAccount(ctx, 'account.directory-silent', account, { platform: ctx.city.directory!.title })
}

/** Asks about each, some at once; where one gets no answer, the rest is not asked in this turn. */
async function call({ directory, questions, at }: Claimed): Promise<Answered[]> {
  const provider = directoryProvider(directory)
  const answered: Answered[] = []
  let silence: Standing | undefined
  for (let i = 0; i < questions.length; i += atOnce) {
    const ask = ({ token }: Question) => silence ?? askStanding(provider, { by: directory.poll.by, token }, { env: process.env, at })
    const some = await Promise.all(questions.slice(i, i + atOnce).map(async (q) => ({ ...q, standing: await ask(q) })))
    answered.push(...some)
    silence ??= some.find(({ standing }) => standing.is === 'silent')?.standing
  }
  return answered
}

/** Does what the directory says: who belongs to it stays, whoever it no longer stands for is out everywhere. */
const settle: Action<{ claimed: Claimed; result: readonly Answered[] }, void> = async (ctx, { claimed: { directory }, result }) => {
  for (const { session, standing } of result)
    if (standing.is === 'in') {
      const sealed = ctx.keys.seal(standing.token, membershipContext)
      await confirmMembership(ctx.tx, { session, sealed, until: vouchedUntil(directory, ctx.now) }, ctx.now)
    }
  const out = result.flatMap(({ account, standing }) => (standing.is === 'out' ? [[account, standing.why] as const] : []))
  for (const [account, why] of new Map(out)) await putOut(ctx, directory, account, why)
  await noteHow(ctx, directory, result)
}

async function putOut(ctx: Ctx, { issuer, title }: Directory, account: string, why: string): Promise<void> {
  const sessions = await endSessionsOf(ctx.tx, account)
  if (sessions === 0) return
  await markLeft(ctx.tx, issuer, account, ctx.now)
  await emitAccount(ctx, 'account.directory-ended', account, { platform: title, sessions, why })
}

async function noteHow(ctx: Ctx, { issuer }: Directory, result: readonly Answered[]): Promise<void> {
  const silent = result.find(({ standing }) => standing.is === 'silent')?.standing
  if (silent?.is !== 'silent') return noteAnswer(ctx.tx, issuer, ctx.now)
  await noteSilence(ctx.tx, issuer, silent.why, ctx.now)
  ctx.log.warn({ detail: silent.why }, 'the directory of the staff did not answer')
}

const inSystem =
  <In, Out>(act: Action<In, Out>): Action<In, Out> =>
  (ctx, input) =>
    asSystem(ctx.tx, () => act(ctx, input))

export const askDirectory: LeasedWork<unknown, Claimed, readonly Answered[]> = { claim: inSystem(claim), call, settle: inSystem(settle) }
