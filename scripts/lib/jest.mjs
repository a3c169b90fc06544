import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root, run } from './run.mjs';

/**
 * Every file of tests loads its modules anew and lets go of them soon: with room for what is young, clearing away takes a sixth
 * less processor time. Jest hands the switches to its workers.
 */
const SWITCHES = ['--experimental-vm-modules', '--no-warnings', '--max-semi-space-size=64'];

/** One more than processors: unit tests wait a little, for pauses, child processes and servers of their own on loopback. */
export const UNIT_WORKERS = availableParallelism() + 1;

/** Run Jest on the checkout, as ES modules. Arguments are Jest's, options and result those of `run`. */
export const jest = (args, options) =>
  run(process.execPath, [...SWITCHES, join(root, 'node_modules/jest/bin/jest.js'), ...args], options);
