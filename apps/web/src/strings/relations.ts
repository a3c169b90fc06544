/** Sentences of relations in languages that say "A follows B": `{from}`, the relation, `{to}`. */
export function fromRelationTo<K extends string>(kinds: Readonly<Record<K, string>>): Record<K, string> {
  const sentences = Object.entries<string>(kinds).map(([kind, words]) => [kind, `{from} ${words} {to}`]);
  return Object.fromEntries(sentences) as Record<K, string>;
}
