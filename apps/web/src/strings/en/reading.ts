import { type CoverageGapView, sayGap } from '#contracts';
import { counted, number } from './plural.js';

/** What was read of a document, and what is needed to read it. */
export const reading = {
  unlock: 'Give password',
  unlockOne: (title: string) => `Give the password of ${title}`,
  unlockTitle: 'Read a locked document',
  unlockLead: (fileName: string) =>
    `“${fileName}” is protected by a password. It is used for this one reading and kept nowhere.`,
  password: 'Password',
  passwordMissing: 'Type the password.',
  unlockSubmit: 'Read it',
  unlocking: 'Reading it; a long scan takes a minute or two.',
  unlocked: (title: string) => `“${title}” was read.`,
  cancel: 'Cancel',

  coverage: 'What was read',
  partly: 'Read in part',
  whole: 'Read in full',
  pagesRead: (read: number, all: number) => `${number(read)} of ${counted(all, 'page')} hold text that was read`,
  gap: (gap: CoverageGapView) => sayGap(gap),
  gaps: 'Not read',
  recognised: 'Character recognition',
  recognisedPages: (pages: number, mean: number) =>
    `${counted(pages, 'page')}, confidence ${number(mean)} % on average`,
  recognisedPage: (page: number, confidence: number) => `page ${page}: ${confidence} %`,
  lowest: 'Least sure',
  members: 'Files inside',
  membersRead: (n: number) => `${counted(n, 'file')} became ${n === 1 ? 'a document' : 'documents'}`,
  notes: 'Notes on reading',

  partlyDocuments: (n: number) => counted(n, 'document'),
  partlyCount: (n: number) => `${number(n)} only in part`,
};
