/** Where passkeys work, and which of them may go. */

/** Who asks for a passkey: `id` binds it to this host, `origin` to this address (Web Authentication, 5.1.2 and 7.1). */
export type RelyingParty = { id: string; origin: string }

const address = /^(\d+\.\d+\.\d+\.\d+|\[.*\])$/

/** The house as browsers know it; undefined where they offer no passkeys: without TLS, and at an address without a name. */
export function relyingParty(site: string): RelyingParty | undefined {
  const { protocol, hostname, origin } = new URL(site)
  const local = hostname === 'localhost' || hostname.endsWith('.localhost')
  return (protocol === 'https:' || local) && !address.test(hostname) ? { id: hostname, origin } : undefined
}

/** What an account can prove itself with. */
export type Factors = { password: boolean; totp: boolean; passkeys: number }

/**
 * Why a factor may not go, or undefined: something must be left to sign in with, and where acts ask for a second factor, one of those too.
 * `without` is what would be left.
 */
export function whyNotWithout(
  { password, totp, passkeys }: Factors,
  asksSecond: boolean,
): 'permission.last-way' | 'permission.last-factor' | undefined {
  if (!password && passkeys === 0) return 'permission.last-way'
  return asksSecond && !totp && passkeys === 0 ? 'permission.last-factor' : undefined
}
