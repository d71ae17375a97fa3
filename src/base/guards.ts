/** What every connection of the house asks of PostgreSQL when it is opened. */

/**
 * What PostgreSQL does about us when we are frozen or our machine is gone: it ends a transaction in which nothing is asked for, and a
 * connection that does not answer, so that others wait for their locks for seconds and not for hours.
 */
export const guards = Object.entries({
  idle_in_transaction_session_timeout: 12_000,
  tcp_user_timeout: 12_000,
  tcp_keepalives_idle: 5,
  tcp_keepalives_interval: 2,
  tcp_keepalives_count: 3,
})
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(' ')
