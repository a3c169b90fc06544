import pg from 'pg';

/** Whom the service works as: it reads and writes, but may only add to the tables that are named as append-only. */
const SERVICE_ROLE = 'chancery_service';

const named = pg.escapeIdentifier;

/** Codes of PostgreSQL. */
const [INSUFFICIENT_PRIVILEGE, UNDEFINED_OBJECT, INVALID_VALUE] = ['42501', '42704', '22023'];
const [DUPLICATE_OBJECT, UNIQUE_VIOLATION] = ['42710', '23505'];

/**
 * Let the service work without the right to change, delete or empty some tables: neither a mistake nor somebody who gets a statement
 * in can take that back with its connection's own rights on the tables. To be called after the migrations, under their lock.
 * @param client Of whoever owns the tables.
 * @returns Where the tables are, first to last, as the owner's connections look for them: the role's connections have to look there, too.
 *   Null where the owner may neither make the role nor work as it.
 */
export async function grantToService(client: pg.Client, appendOnly: readonly string[]): Promise<string[] | null> {
  if (!(await hasRole(client))) return null;
  const role = named(SERVICE_ROLE);
  const [schema, ...more] = await schemasOf(client);
  if (schema === undefined) return null;
  const inSchema = named(schema);
  // At once, so that no process that runs meanwhile may do for a moment what it may not.
  await together(client, [
    `GRANT USAGE ON SCHEMA ${inSchema} TO ${role}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${inSchema} TO ${role}`,
    `GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA ${inSchema} TO ${role}`,
    `REVOKE UPDATE, DELETE, TRUNCATE ON ${appendOnly.map((table) => `${inSchema}.${named(table)}`).join(', ')} FROM ${role}`,
  ]);
  return [schema, ...more];
}

/** The role is of the whole server, which other databases may be on: it is made once, and by whoever comes first. */
async function hasRole(client: pg.Client): Promise<boolean> {
  if (await mayBeService(client)) return true;
  const role = named(SERVICE_ROLE);
  await unless([DUPLICATE_OBJECT, UNIQUE_VIOLATION, INSUFFICIENT_PRIVILEGE], () =>
    client.query(`CREATE ROLE ${role} NOLOGIN`),
  );
  if (await mayBeService(client)) return true;
  await unless([UNDEFINED_OBJECT, UNIQUE_VIOLATION, INSUFFICIENT_PRIVILEGE], () =>
    client.query(`GRANT ${role} TO CURRENT_USER`),
  );
  return mayBeService(client);
}

/** Tried, not asked for: what a membership lets one do differs between versions of PostgreSQL. */
async function mayBeService(client: pg.Client): Promise<boolean> {
  let may = false;
  await unless([INSUFFICIENT_PRIVILEGE, UNDEFINED_OBJECT, INVALID_VALUE], async () => {
    await together(client, [`SET LOCAL ROLE ${named(SERVICE_ROLE)}`]);
    may = true;
  });
  return may;
}

async function schemasOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ schemas: string[] }>(`SELECT current_schemas(false)::text[] AS schemas`);
  return rows[0]?.schemas ?? [];
}

async function together(client: pg.Client, statements: readonly string[]): Promise<void> {
  await client.query('BEGIN');
  try {
    for (const sql of statements) await client.query(sql);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function unless(codes: readonly string[], work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && codes.includes(error.code ?? ''))) throw error;
  }
}

/**
 * The address of a database for connections that work as the service.
 * @param schemas Where they look for tables, as {@link grantToService} found.
 */
export function asService(url: string, schemas: readonly string[]): string {
  const address = new URL(url);
  const given = address.searchParams.get('options');
  const settings = { role: SERVICE_ROLE, search_path: schemas.map(named).join(',') };
  const own = Object.entries(settings).map(([name, value]) => `-c ${name}=${value.replace(/[\\\s]/g, '\\$&')}`);
  address.searchParams.set('options', [...(given ? [given] : []), ...own].join(' '));
  return address.href;
}
