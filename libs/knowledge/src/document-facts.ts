import type { Metadata } from './document.js';

/** What is known of a revision besides its text. */
export interface DescribedRevision {
  readonly metadata: Metadata;
  /** What a model read out of it; metadata of the same key wins. */
  readonly proposed?: readonly { readonly key: string; readonly value: string }[];
  /** When it came; what counts as its date where nothing better is known. */
  readonly receivedAt?: Date | null;
}

/** What searches can be narrowed to and matches are counted by. */
export interface DocumentFacts {
  readonly authors: readonly string[];
  /** A code of two or three letters, lower case. */
  readonly language: string | null;
  /** As it was written, without space around it. */
  readonly matter: string | null;
  /** `YYYY-MM-DD`: what the document says, else the day on which it came. A year or month alone counts as its first day. */
  readonly date: string | null;
}

/** The facts about a revision, the same wherever they are asked for: in the index, in counts, in ranking. */
export function documentFacts(revision: DescribedRevision): DocumentFacts {
  const values = (key: string) => valuesOf(revision, key);
  const [language] = values('language');
  const [matter] = values('matter');
  const said = values('date')
    .map(dayOf)
    .find((day) => day !== null);
  return {
    authors: values('author'),
    language: language?.match(/^[a-z]{2,3}(?![a-z])/i)?.[0].toLowerCase() ?? null,
    matter: matter ?? null,
    date: said ?? revision.receivedAt?.toISOString().slice(0, 10) ?? null,
  };
}

function valuesOf({ metadata, proposed = [] }: DescribedRevision, key: string): string[] {
  const values = Object.hasOwn(metadata, key)
    ? [metadata[key]!]
    : proposed.filter((one) => one.key === key).map(({ value }) => value);
  return values.map((value) => value.trim()).filter((value) => value !== '');
}

/** The day that an ISO date, or the beginning of one, stands for; null for anything else. */
export function dayOf(date: string): string | null {
  const [, year, month = '01', day = '01'] =
    /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?!\d))?)?(?![\d-])/.exec(date.trim()) ?? [];
  if (year === undefined) return null;
  const iso = `${year}-${month}-${day}`;
  const moment = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso) ? iso : null;
}
