import { ENGLISH_VERBS } from './related-words/english-verbs.js';
import { ENGLISH } from './related-words/english.js';
import { GERMAN } from './related-words/german.js';
import { inOneGroup } from './word-groups.js';

/**
 * Words that a person asks with and words that rules, contracts and minutes answer with, one group a line, a file for each language. A word may
 * be in several groups. Inflections need not be listed where the stem is the same; those of irregular verbs are.
 */
const GROUPS = [ENGLISH, ENGLISH_VERBS, GERMAN].map((groups) => groups.trim()).join('\n');

/** Whether two keys stand in one group of everyday and official words: "spend" and "cap", "opposed" and "against". */
export const areRelated = inOneGroup(GROUPS);
