/** The job at whose work a piece of code is, known to every transaction that it begins. */
import { AsyncLocalStorage } from 'node:async_hooks'

/** A job and the name under which it was taken from the queue. */
export type Lease = { job: string; worker: string }

const leases = new AsyncLocalStorage<Lease>()

export const underLease = <T>(lease: Lease, work: () => Promise<T>): Promise<T> => leases.run(lease, work)
export const currentLease = (): Lease | undefined => leases.getStore()
