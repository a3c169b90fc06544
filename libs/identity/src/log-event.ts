import type { LogEvent } from '#audit';

/** An entry for the log. Ids and hashes only: never a name, an address or a secret. */
export const event = (kind: string, actor: string, subject: LogEvent['subject']): LogEvent => ({
  kind,
  actor,
  subject,
});
