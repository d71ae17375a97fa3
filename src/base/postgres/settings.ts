/**
 * Written into `postgresql.conf` when the cluster is made, for one small machine; a city with a larger one edits that file. Durability
 * is complete: what was answered with "done" survives a power cut.
 */
export const initial: Record<string, string> = {
  max_connections: '100',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  random_page_cost: '1.1',
  // compiling costs more than it saves on short queries
  jit: 'off',
  wal_compression: 'on',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  timezone: 'Asia/Shanghai',
  log_timezone: 'Asia/Shanghai',
  log_lock_waits: 'on',
  // the DETAIL line of an error repeats the row, personal data and all
  log_error_verbosity: 'terse',
}

/** Given on the command line at every start, so that no edit of the file can open the database to the network or lose its log. */
export const enforced: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  logging_collector: 'on',
  log_directory: 'log',
  // one file a weekday, overwritten a week later
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: '0',
}
