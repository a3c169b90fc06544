import { counted, number } from './plural.js';

const documents = (n: number) => counted(n, 'document');

/** Many documents at once. */
export const selection = {
  title: 'Selected documents',
  one: (title: string) => `Select ${title}`,
  page: 'Select all on this page',
  chosen: (n: number) => `${documents(n)} selected`,
  all: (n: number) => `Select all ${number(n)} that match`,
  /** More than that are not taken at once. */
  first: (most: number, n: number) => `Select the first ${number(most)} of ${number(n)} that match`,
  clear: 'Clear the selection',
  matter: 'Set the matter',
  matterTitle: (n: number) => `Set the matter of ${documents(n)}`,
  matterHint: 'Walls around a matter hold at once for what is under it.',
  set: (matter: string) => `Put under ${matter}`,
  setNone: 'Put under no matter',
  retry: (n: number) => `Retry ${number(n)} that could not be read`,
  remove: 'Remove',
  removeTitle: (n: number) => `Remove ${documents(n)}?`,
  removeBody: 'They will no longer be searched. Answers already on record keep their citations, and you can undo this.',
  work: 'Work on the selection',
  doing: {
    matter: (done: number, total: number) => `Setting the matter: ${number(done)} of ${documents(total)}`,
    matterBack: (done: number, total: number) => `Setting the matter back: ${number(done)} of ${documents(total)}`,
    retry: (done: number, total: number) => `Queuing again: ${number(done)} of ${documents(total)}`,
    remove: (done: number, total: number) => `Removing: ${number(done)} of ${documents(total)}`,
    restore: (done: number, total: number) => `Putting back: ${number(done)} of ${documents(total)}`,
  },
  done: {
    matter: (n: number) => `The matter of ${documents(n)} is set.`,
    matterBack: (n: number) => `${documents(n)} under the matter of before again.`,
    retry: (n: number) => `${documents(n)} queued again.`,
    remove: (n: number) => `${documents(n)} removed.`,
    restore: (n: number) => `${documents(n)} put back.`,
  },
  stop: 'Stop',
  left: (n: number) => `${documents(n)} left as before, still selected.`,
  brokenOff: 'Broken off before the end',
  refused: (n: number) => `Not possible for ${documents(n)}, still selected:`,
  notUndone: (n: number) => `Could not be undone for ${documents(n)}:`,
  because: (title: string, reason: string) => `${title}: ${reason}`,
  more: (n: number) => `and ${number(n)} more`,
};
