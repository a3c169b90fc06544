import type pg from 'pg';
import { type Migration, migrate } from './migrate.js';
import { asService, grantToService } from './service-role.js';

/** What a database is to be. */
export interface SchemaPlan {
  readonly migrations: readonly Migration[];
  /** Tables that the service may read and add to, and nothing else. */
  readonly appendOnly: readonly string[];
}

/**
 * Bring the schema up to date, as {@link migrate} does, and say what the service may do with it.
 * @param url Of whoever owns the tables.
 * @returns The address that the service's own connections go by; `url` where its role can't be made.
 */
export async function prepareSchema(
  url: string,
  { migrations, appendOnly }: SchemaPlan,
  also: (client: pg.Client) => Promise<void>,
): Promise<string> {
  let schemas: string[] | null = null;
  await migrate(url, migrations, async (client) => {
    await also(client);
    schemas = await grantToService(client, appendOnly);
  });
  return schemas ? asService(url, schemas) : url;
}
