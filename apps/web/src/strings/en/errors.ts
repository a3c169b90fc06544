import { counted, number } from './plural.js';

export const errors = {
  title: 'Something went wrong',
  unreachable:
    'The service can’t be reached. Check your connection and try again. If it stays away, whoever runs it can start it again (npm start).',
  unreadable: 'The service sent something that is not JSON. A proxy between here and there may have answered instead.',
  unexpected:
    'The service sent a reply that this portal does not understand. Reload the page; if it stays, portal and service differ in version.',
  streamEnded: 'The connection closed before the answer was finished. Nothing was shown as final; ask again.',
  status: (status: number) => `The service answered with status ${status}.`,
  sessionEnded: 'Your session had ended, so nothing was done. Try it again.',
  code: 'Code',
  correlation: 'Correlation id',
  retry: 'Try again',
  retryIn: (seconds: number) => `Try again in ${number(seconds)} s`,
  wait: (seconds: number) => `The service takes it again in ${counted(seconds, 'second')}.`,
  page: 'This page could not be shown',
  notFound: 'There is no page at this address',
  notFoundHint: 'The address may have been mistyped, or what it pointed to has moved.',
  goToAsk: 'Go to Ask',
};
