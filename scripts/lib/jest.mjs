import { join } from 'node:path';
import { root, run } from './run.mjs';

/** Run Jest on the checkout, as ES modules. Arguments are Jest's, options and result those of `run`. */
export const jest = (args, options) =>
  run(
    process.execPath,
    ['--experimental-vm-modules', '--no-warnings', join(root, 'node_modules/jest/bin/jest.js'), ...args],
    options,
  );
