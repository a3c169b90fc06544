import { counted, number } from './plural.js';

const documents = (n: number) => counted(n, 'document');

export const removals = {
  title: 'Removed collections',
  remove: 'Remove the collection',
  confirmTitle: 'Remove this collection?',
  confirmBody: (name: string) =>
    `“${name}” and its documents will no longer be searched. Answers already on record keep their citations, and you can put it back. Documents that a legal hold covers stay, and then so does the collection.`,
  cancel: 'Stop',
  cancelOne: (name: string) => `Stop removing ${name}`,
  restore: 'Put back',
  restoreOne: (name: string) => `Put ${name} back`,
  hint: 'A removed collection can be put back with the documents that were removed with it, until these are erased.',
  states: {
    removing: (name: string, done: number, total: number) =>
      `“${name}” is being removed: ${number(done)} of ${documents(total)}`,
    removed: (name: string, done: number) => `“${name}” was removed with ${documents(done)}.`,
    kept: (name: string, done: number, kept: number) =>
      `${documents(done)} of “${name}” were removed. ${documents(kept)} had to stay, and so did the collection.`,
    cancelled: (name: string, done: number) => `Stopped: ${documents(done)} of “${name}” are removed.`,
    restoring: (name: string, done: number) => `“${name}” is being put back: ${documents(done)} to go`,
  },
};
