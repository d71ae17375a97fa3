/** What every way out of the house promises. */

/** What a port is given. `id` is the same at every attempt, so that a provider can drop a repeat. */
export type Delivery = { id: string; channel: 'sms' | 'email'; to: string; title: string; text: string; at: Date }

/** A port hands a message over and answers with the provider's receipt. It throws where it could not; `NeverDelivered` where no attempt will. */
export interface Port {
  send(delivery: Delivery): Promise<{ receipt: string }>
}

/** No further attempt helps: the address is wrong, or its owner has blocked it. */
export class NeverDelivered extends Error {}

export type Env = Record<string, string | undefined>

/** This machine by its name or number: what is sent there crosses no network. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)
