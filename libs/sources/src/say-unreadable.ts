import type { Unreadable } from '#contracts';

const SAID: Readonly<Record<Unreadable['reason'], (why: Unreadable) => string>> = {
  answered: ({ status }) => `the server answered ${status}`,
  timed_out: ({ seconds }) => `it did not answer within ${seconds} seconds`,
  silent: () => 'the server did not answer',
  broke_off: () => 'the connection broke off',
  system: ({ word }) => `${word}`,
  error: () => 'the store answered with an error',
  start_page: () => 'no start page could be read',
  robots: ({ status }) => `its robots.txt can not be had (${status})`,
  replaced: () => 'another folder took its place while it was read',
  folder_closed: ({ word }) => `the folder can't be opened (${word})`,
  git: () => 'Git could not read it',
  listing_cut: () => 'the store broke its listing off',
  renumbered: () => 'the mailbox was numbered anew meanwhile',
  not_given: () => 'the mail server can not give it out',
  gone: () => 'the message is gone',
  moved_out: () => 'it moved out of the folder',
  no_file: () => 'it is no ordinary file any more',
  changed: () => 'it was changed meanwhile',
  file_closed: ({ word }) => `it can't be opened (${word})`,
  name_not_utf8: () => 'its name there is not in UTF-8 and has to be changed',
  reading_broke_off: ({ word }) => `reading it broke off (${word})`,
  lfs: () => 'Git LFS keeps it outside the repository, which holds no more than a pointer to it',
};

/** Completes "It could not be read: …". */
export const sayUnreadable = (why: Unreadable): string => SAID[why.reason](why);
