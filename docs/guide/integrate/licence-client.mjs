/**
 * An example of a system that asks the city for a licence instead of asking the applicant for a paper (GB/T 36906). Node 20 or
 * later, no dependencies. Run it with the address of the city and the system's key:
 *
 *   node licence-client.mjs https://city.example hb_… 11360700MB9A000141001 92360702MA9A00125A 办件编号
 */

/** Asks for the licences in force of one type that a holder has. Fails with the sentence of the city, in Chinese. */
export async function findLicences(site, key, { type, holderNo, subject, purpose, test = false }, send = fetch) {
  const answer = await send(`${site}/licence-query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ key, type, holderNo, subject, purpose, test, consent: true }),
  })
  const body = await answer.json()
  if (!answer.ok) throw new Error(`${answer.status} ${body.title}`)
  return body.licences
}

/** The directory of types, for the code of the one that is wanted (GB/T 36902). */
export async function findType(site, name, send = fetch) {
  const { types } = await (await send(`${site}/licence-directory`, { headers: { accept: 'application/json' } })).json()
  return types.find((t) => t.name === name)
}

const [, script, site, key, type, holderNo, subject] = process.argv
if (import.meta.url === `file://${script}`) {
  const licences = await findLicences(site, key, { type, holderNo, subject, purpose: '办理本系统的业务' })
  for (const l of licences) process.stdout.write(`${l.name} ${l.no} ${l.state} ${l.validFrom} – ${l.validTo} ${l.identifier}\n`)
  if (licences.length === 0) process.stdout.write('没有有效的证照\n')
}
