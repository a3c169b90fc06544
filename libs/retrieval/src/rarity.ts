/**
 * How much each word counts: how rare it is among texts, 0 for one that none has.
 * @param count How many different words there are, numbered from 0.
 * @param texts The words of each text, by number, repetitions allowed.
 */
export function rarity(count: number, texts: readonly (readonly number[])[]): number[] {
  const having = Array.from({ length: count }, () => 0);
  for (const words of texts) for (const word of new Set(words)) having[word]!++;
  return having.map((some) => (some === 0 ? 0 : Math.log(1 + texts.length / some)));
}
