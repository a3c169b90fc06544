import { fold, stem } from './fold-word.js';

/**
 * Whether two words stand in one of several groups; a word may be in more than one, and what is in two does not join them.
 * @param groups One group a line, words with spaces between.
 * @returns Takes the keys by which words are compared (`Term.key`).
 */
export function inOneGroup(groups: string): (a: string, b: string) => boolean {
  const groupsOf = new Map<string, number[]>();
  groups
    .trim()
    .split('\n')
    .forEach((line, group) => {
      for (const key of new Set(line.split(' ').map((word) => stem(fold(word)))))
        groupsOf.set(key, [...(groupsOf.get(key) ?? []), group]);
    });
  return (a, b) => {
    const own = groupsOf.get(a);
    return own !== undefined && (groupsOf.get(b)?.some((group) => own.includes(group)) ?? false);
  };
}
