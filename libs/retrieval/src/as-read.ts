import type { Passage } from '#knowledge';

/** Longest text that a model is given of one passage, in UTF-16 units; a chunk is shorter. */
const LONGEST_TEXT = 6_000;

/** A passage as a model reads it: under its title and headings, which say what it is about. */
export function asRead({ title, headingPath, text }: Pick<Passage, 'title' | 'headingPath' | 'text'>): string {
  const above = [title, ...headingPath.filter((heading) => heading !== title)].filter((part) => part !== '');
  return `${above.join(' › ')}\n${text}`.slice(0, LONGEST_TEXT);
}
