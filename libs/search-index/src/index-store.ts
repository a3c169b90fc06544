import { Session, connect } from '@lancedb/lancedb';
import type { Connection, Table } from '@lancedb/lancedb';
import type { Schema } from 'apache-arrow';
import { AddressGuard, PinnedRelay, type Resolver } from '#outbound';
import { CHUNK_TABLE, type TableShape, createMissingIndexes } from './chunks-schema.js';
import { IndexUnavailable } from './errors.js';

/** Where the index lives: a folder, or `s3://bucket/prefix` with what its store needs to be reached. */
export interface IndexLocation {
  readonly uri: string;
  readonly storageOptions?: Readonly<Record<string, string>>;
}

/** What LanceDB may hold of an index in memory, in bytes, by its own count: what it allocates is about a quarter more. */
export interface IndexCaches {
  /** Parts of indexes: words, vectors, ids. */
  readonly indexBytes: number;
  /** What is where in the files. */
  readonly metadataBytes: number;
}

/**
 * For a process that answers searches. By itself LanceDB would take up to 7 GB, and fills them: about 4 KB for each chunk that
 * is written or searched.
 */
export const CACHES: IndexCaches = { indexBytes: 1024 ** 3, metadataBytes: 64 * 1024 ** 2 };

/** For the process that writes, which searches now and then: taking rows into the indexes of a million takes its own memory. */
export const CACHES_WHILE_WRITING: IndexCaches = { ...CACHES, indexBytes: 384 * 1024 ** 2 };

/**
 * The tables of one index location, opened on first use and kept open. Reads always see the newest committed version,
 * whichever process wrote it. Safe to share between a writer and a reader.
 */
export class IndexStore {
  private connection: Promise<Connection> | null = null;
  private session: Session | null = null;
  private readonly tables = new Map<string, Promise<Table | null>>();
  /** Tables whose indexes this process has seen to. */
  private readonly whole = new Set<string>();

  private relay: PinnedRelay | null = null;

  /** @param resolver How the name of its store is looked up; as the system does. */
  constructor(
    private readonly location: IndexLocation,
    private readonly caches: IndexCaches = CACHES,
    private readonly resolver?: Resolver,
  ) {}

  /** The table, or null while nothing was ever written to it. */
  async open(name: string): Promise<Table | null> {
    const known = this.tables.get(name);
    if (known) return known;
    const opening = this.openFresh(name);
    this.tables.set(name, opening);
    const table = await opening.catch((error: unknown) => {
      this.tables.delete(name);
      throw error;
    });
    // A table that does not exist yet may exist at the next call.
    if (!table) this.tables.delete(name);
    return table;
  }

  /** Forget an open table, so that the next {@link open} looks again: it may have been dropped or built anew. */
  forget(name: string): void {
    this.tables.delete(name);
  }

  /** The table with all its indexes, made when absent. Only the process that holds the writer lock may call this. */
  async openOrCreate(name: string, dimensions: number, shape: TableShape = CHUNK_TABLE): Promise<Table> {
    const table = (await this.open(name)) ?? (await this.create(name, shape.schema(dimensions)));
    return this.complete(name, table, shape);
  }

  /** A table of chunks with all its columns and indexes, or null. Only the process that holds the writer lock may call this. */
  async openWhole(name: string): Promise<Table | null> {
    const table = await this.open(name);
    return table && this.complete(name, table, CHUNK_TABLE);
  }

  private async complete(name: string, table: Table, shape: TableShape): Promise<Table> {
    if (!this.whole.has(name)) {
      await shape.addMissingColumns?.(table);
      await createMissingIndexes(table, shape.indexes);
    }
    this.whole.add(name);
    return table;
  }

  private async create(name: string, schema: Schema): Promise<Table> {
    const table = await (await this.connected()).createEmptyTable(name, schema, { mode: 'create' });
    this.tables.set(name, Promise.resolve(table));
    return table;
  }

  /** Delete a table with everything in it. Dropping one that does not exist changes nothing. */
  async drop(name: string): Promise<void> {
    this.tables.delete(name);
    this.whole.delete(name);
    const connection = await this.connected();
    await connection.dropTable(name).catch((error: unknown) => {
      if (!isMissingTable(error)) throw new IndexUnavailable('drop a table', error);
    });
  }

  /** Names of the tables that exist, in code-unit order. */
  async tableNames(): Promise<string[]> {
    const connection = await this.connected();
    const names: string[] = [];
    for (let page: string[] | null = null; page === null || page.length === PAGE; names.push(...page))
      page = await connection.tableNames({ limit: PAGE, ...(names.length > 0 && { startAfter: names.at(-1)! }) });
    return names;
  }

  /** Bytes that LanceDB holds of the index in memory just now, at most about what it was given; 0 before the first use. */
  cachedBytes(): number {
    return Number(this.session?.sizeBytes() ?? 0);
  }

  /** Release the native handles. The store may be used again afterwards and reconnects. */
  async close(): Promise<void> {
    const [connection, tables] = [this.connection, [...this.tables.values()]];
    this.connection = null;
    this.session = null;
    this.tables.clear();
    for (const table of await Promise.allSettled(tables)) if (table.status === 'fulfilled') table.value?.close();
    (await connection)?.close();
    this.relay?.close();
    this.relay = null;
  }

  private async openFresh(name: string): Promise<Table | null> {
    const connection = await this.connected();
    return connection.openTable(name).catch((error: unknown) => {
      if (isMissingTable(error)) return null;
      throw new IndexUnavailable('open a table', error);
    });
  }

  private connected(): Promise<Connection> {
    this.connection ??= this.connectAnew().catch((error: unknown) => {
      this.connection = null;
      throw new IndexUnavailable('be opened', error);
    });
    return this.connection;
  }

  private async connectAnew(): Promise<Connection> {
    const { uri, storageOptions } = this.location;
    const isRemote = storageOptions !== undefined && uri.startsWith('s3:');
    const { indexBytes, metadataBytes } = this.caches;
    this.session = new Session(BigInt(indexBytes), BigInt(metadataBytes));
    // Among the options: `connect` of 0.39 takes a session as an argument of its own, and drops it.
    const options = { readConsistencyInterval: 0, session: this.session };
    const pinned = isRemote ? await this.pinned(storageOptions) : {};
    return connect(uri, { ...options, ...(storageOptions && { storageOptions: { ...storageOptions, ...pinned } }) });
  }

  /** LanceDB connects by itself, outside of what Node could see: it is given a proxy that connects to what was looked at. */
  private async pinned({ aws_endpoint: endpoint }: Readonly<Record<string, string>>): Promise<Record<string, string>> {
    const host = endpoint === undefined ? null : new URL(endpoint).hostname;
    const guard = new AddressGuard(host === null ? {} : { bySettings: [host] }, this.resolver);
    // Refused here, it is told at once and in the guard's words.
    if (host !== null) await guard.resolve(host);
    const isFor = (name: string) =>
      host === null ? name.endsWith(AMAZON) : name === host || name.endsWith(`.${host}`);
    this.relay ??= await PinnedRelay.start({ guard, isFor });
    return { proxy_url: this.relay.url };
  }
}

/** Where S3 is when no endpoint is named. */
const AMAZON = '.amazonaws.com';

const PAGE = 1000;

/** LanceDB has no error classes in Node; its sentence is `Table 'x' was not found`. */
function isMissingTable(error: unknown): boolean {
  return /Table '.*' was not found/.test(String(error));
}
