import { DataSource } from 'typeorm';
import { DatabaseUnavailable } from './errors.js';

/** Connections for a process that does one thing and ends. The caller destroys it. @throws DatabaseUnavailable */
export async function openSource(url: string, poolSize: number): Promise<DataSource> {
  try {
    return await new DataSource({ type: 'postgres', url, poolSize, connectTimeoutMS: 10_000 }).initialize();
  } catch (cause) {
    throw new DatabaseUnavailable('PostgreSQL does not answer. Check DATABASE_URL and that the server runs.', {
      cause,
    });
  }
}
