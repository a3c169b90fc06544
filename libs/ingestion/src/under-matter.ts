import type { LogEvent } from '#audit';

/** The entry of a document that came under a matter, or (null) out of the one it was under; what came out of it goes with it, unsaid. */
export const underMatter = (actor: string, document: string, matter: string | null): LogEvent => ({
  kind: 'document.matter_changed',
  actor,
  subject: { document, matter },
});
