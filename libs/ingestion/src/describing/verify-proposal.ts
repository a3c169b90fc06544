import type { ProposedValue } from '#library';
import { z } from 'zod';
import { guessLanguage } from './guess-language.js';
import { isoDate } from './iso-date.js';

/** What the extractor is asked for. Empty texts stand for what the document does not say. */
export const proposal = z.object({
  title: z.string(),
  /** As written. */
  date: z.string(),
  parties: z.array(z.string()),
  matter: z.string(),
  type: z.string(),
  language: z.string(),
});
/** What the extractor wrote, of which nothing counts before {@link verifyProposal}. */
export type Proposal = z.infer<typeof proposal>;

const { $schema: _dialect, ...schema } = z.toJSONSchema(proposal);
/** The JSON schema that the extractor's output is bound to. */
export const PROPOSAL_SCHEMA: Record<string, unknown> = schema;

const LONGEST_VALUE = 300;
const MOST_PARTIES = 10;
/** What a regular expression would take for a sign of its own. */
const SPECIAL = /[\\^$.*+?()[\]{}|/]/g;

/**
 * Keep of a proposal what stands in the text: each value as a run of whole words, whatever the case and spacing. Nothing that
 * a model made up, and nothing that a document told it to say of another, gets past this.
 * @param text What the model read.
 * @returns Values by key, in the words of the document; dates as `YYYY-MM-DD`, the language as a code of two letters (it is
 * kept when the text's own words confirm it, and has no quote).
 */
export function verifyProposal(proposed: Proposal, text: string): ProposedValue[] {
  const found = (key: string, value: string): ProposedValue[] => {
    const quote = occurrence(value, text);
    return quote === null ? [] : [{ key, value: quote.replace(/\s+/g, ' '), quote }];
  };
  const parties = [...new Set(proposed.parties)].slice(0, MOST_PARTIES).flatMap((party) => found('party', party));
  return [
    ...found('title', proposed.title),
    ...found('date', proposed.date).flatMap((one) => {
      const value = isoDate(one.value);
      return value === null ? [] : [{ ...one, value }];
    }),
    ...parties,
    ...found('matter', proposed.matter),
    ...found('document_type', proposed.type).map((one) => ({ ...one, value: one.value.toLowerCase() })),
    ...language(proposed.language, text),
  ];
}

/** The words of a value as they stand in the text; null when they do not. */
function occurrence(value: string, text: string): string | null {
  const words = value
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length === 0 || value.length > LONGEST_VALUE) return null;
  const run = words.map((word) => word.replace(SPECIAL, '\\$&')).join('\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${run}(?![\\p{L}\\p{N}])`, 'iu').exec(text)?.[0] ?? null;
}

function language(named: string, text: string): ProposedValue[] {
  const code = guessLanguage(text);
  if (code === null) return [];
  const names = [code, new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code];
  const isConfirmed = names.some(
    (name) =>
      name.toLowerCase() ===
      named
        .trim()
        .toLowerCase()
        .replace(/[-_].*$/, ''),
  );
  return isConfirmed ? [{ key: 'language', value: code, quote: '' }] : [];
}
