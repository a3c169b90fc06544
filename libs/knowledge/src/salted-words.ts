import { randomBytes } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

/** Words of which the log is to have the hash, as JSON with a salt: without it nobody can guess a short text from that hash. */
export const saltedWords = (words: string): string => canonicalJson({ salt: randomBytes(32).toString('hex'), words });
