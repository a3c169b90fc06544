import { extname } from 'node:path';
import { describeRealFiles } from './support/real-files.js';

const EVERY = 3;

/** The first of each type, and of its others every third; the endurance tier sends all of them. */
describeRealFiles((paths) => {
  const seen = new Map<string, number>();
  return paths.filter((path) => {
    const type = extname(path).toLowerCase();
    const before = seen.get(type) ?? 0;
    seen.set(type, before + 1);
    return before % EVERY === 0;
  });
});
