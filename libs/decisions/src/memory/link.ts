import type { LogEvent } from '#audit';
import type { LinkKind, LinkTarget } from '#contracts';
import type { Person } from '../decision/index.js';

/** One step of a link: made, or taken back. Sealed as canonical JSON; its hash goes into the log. */
export interface LinkStepBody {
  /** 2 since links are salted; 3 since the name is a commitment. */
  readonly format: 1 | 2 | 3;
  readonly link: string;
  /** 1: made; 2: taken back. */
  readonly version: 1 | 2;
  readonly from: string;
  readonly kind: LinkKind;
  readonly to: LinkTarget;
  readonly note: string;
  readonly by: Person;
  /** 32 random bytes, hexadecimal: without them nobody can guess an erased note from its hash. Since format 2. */
  readonly salt?: string;
  /** ISO date and time. */
  readonly at: string;
}

/** A link that stands. */
export interface DecisionLink {
  readonly id: string;
  readonly from: string;
  readonly kind: LinkKind;
  readonly to: LinkTarget;
  readonly note: string;
  readonly by: Person;
  readonly at: string;
  readonly logIndex: number;
}

/** Version 1 makes a link, any other takes it back. The log gets ids and the hash of the step, never the note. */
export const linkEvent = ({ link, version, from, kind, by }: LinkStepBody, sha256: string): LogEvent => ({
  kind: version === 1 ? 'decision_link.made' : 'decision_link.withdrawn',
  actor: by.id,
  subject: { link, decision: from, relation: kind, sha256 },
});
