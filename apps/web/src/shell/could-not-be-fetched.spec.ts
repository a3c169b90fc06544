import { couldNotBeFetched } from './could-not-be-fetched.js';

describe('couldNotBeFetched', () => {
  it.each([
    'Failed to fetch dynamically imported module: http://127.0.0.1/assets/log.page-1.js',
    'error loading dynamically imported module: http://127.0.0.1/assets/log.page-1.js',
    'Importing a module script failed.',
    'Unable to preload CSS for /assets/log-1.css',
  ])('knows what a browser says: %s', (message) => expect(couldNotBeFetched(new TypeError(message))).toBe(true));

  it('takes no mistake of a page for one', () => {
    expect(couldNotBeFetched(new TypeError('Cannot read properties of undefined'))).toBe(false);
    expect(couldNotBeFetched({ status: 404 })).toBe(false);
  });
});
