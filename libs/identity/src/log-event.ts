import type { LogEvent } from '#audit';

export const event = (kind: string, actor: string, subject: LogEvent['subject']): LogEvent => ({
  kind,
  actor,
  subject,
});
