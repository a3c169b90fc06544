import type { AuditLog, LogEvent, LogSearch } from '#audit';
import { readLeaf } from '#contracts';
import { canonicalJson, sha256Hex } from '#knowledge';

/** What a start of the service is told of. */
export interface ServiceStart {
  readonly version: string;
  /** Settings that are no secrets, as a backup keeps them. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Enter into the log that the service starts, and, where they are not those of the start before, that its settings or its
 * version changed. Settings stand there by the SHA-256 of their canonical JSON.
 */
export async function tellStart(log: AuditLog, search: LogSearch, { version, variables }: ServiceStart): Promise<void> {
  const now = { version, settings: sha256Hex(canonicalJson(variables)) };
  const [last] = await search.find({ kind: 'service.started', before: Number.MAX_SAFE_INTEGER, limit: 1 });
  const before: Partial<Record<keyof typeof now, unknown>> = (last && readLeaf(last.leaf)?.subject) ?? {};
  const changes = [
    changed('settings.changed', before.settings, now.settings),
    changed('service.updated', before.version, now.version),
  ];
  await log.append([
    { kind: 'service.started', actor: 'system', subject: now },
    ...changes.filter((event) => event !== null),
  ]);
}

/** Null where it is as it was, or nobody said how it was. */
const changed = (kind: string, before: unknown, after: string): LogEvent | null =>
  typeof before !== 'string' || before === after ? null : { kind, actor: 'system', subject: { before, after } };
