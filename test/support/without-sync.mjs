import pg from 'pg';

/** A PostgreSQL that need not outlive the machine does not wait for the disk from now on. @param url Of its superuser. */
export async function withoutSync(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('ALTER SYSTEM SET fsync = off');
  await client.query('ALTER SYSTEM SET full_page_writes = off');
  await client.query('SELECT pg_reload_conf()');
  await client.end();
}
