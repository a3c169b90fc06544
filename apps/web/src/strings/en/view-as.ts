import { number } from './plural.js';

export const viewAs = {
  begin: 'See as this person',
  beginAs: (name: string) => `See as ${name}`,
  beginHint: 'You see what both of you may see. Nothing changes, and it ends by itself after half an hour.',
  reason: 'Reason',
  reasonHint: 'The access report shows it, with both names.',
  needsReason: 'Say why.',
  look: 'Look',
  label: 'You are looking as somebody else',
  banner: (name: string, role: string) => `You are looking as ${name} (${role}).`,
  hint: (until: string) =>
    `What both of you may see: library, search and what would be cited. Nothing changes, the log names both of you, and it ends at ${until}.`,
  end: 'End',
  title: 'What would be cited',
  lead: 'The quotations that an answer to this person would rest on. Nothing is asked in their name and nothing is recorded as an answer.',
  question: 'Their question',
  show: 'Show the quotations',
  citations: 'Quotations',
  none: 'Nothing would be cited',
  documents: (n: number) => `${number(n)} ${n === 1 ? 'document is' : 'documents are'} in sight.`,
  closedTitle: 'Not shown while you look as somebody else',
  closedHint:
    'Private things, questions and everything that changes something stay closed. End it to go on as yourself.',
};
