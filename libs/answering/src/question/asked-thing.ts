import type { Span } from '#knowledge';

/** Phrases that name the thing asked for, up to the verb or preposition after it. */
const ASKED = [
  /\b(?:what|which)\s+((?:[\p{L}'’-]+\s+){1,3}?)(?:do|does|did|is|are|was|were|must|may|can|could|should|will|would|has|have|had|applies|apply|to|of|for|in|at|on|with|from|we|I|you|the|\p{L}+ed|\p{L}+s)\b/iu,
  /\b(?:who|what)\s+(?:is|was|are|were)\s+(?:the|our|my|a|an)\s+((?:[\p{L}'’-]+\s+){0,2}?[\p{L}'’-]+)(?=\s+(?:in|of|at|for|to|from|who|that|when|on|with|under|we|I|you)\b|\s*\?)/iu,
];

const WHO = /(?<!\p{L})(?:who|whom|wer|wem|wen|qui|quién)(?!\p{L})/iu;

/** Where a question begins to tell which person it asks for, after its "who"; null where it has none. */
export function afterWho(question: string): number | null {
  const who = WHO.exec(question);
  return who && who.index + who[0].length;
}

/** The place of the word that names what a question asks for ("margin" in "What interest margin do we pay"); null when none does. */
export function askedThing(question: string): Span | null {
  for (const pattern of ASKED) {
    const phrase = pattern.exec(question)?.[1]?.trimEnd();
    if (!phrase) continue;
    const end = question.indexOf(phrase) + phrase.length;
    return { start: end - phrase.split(/\s+/u).at(-1)!.length, end };
  }
  return null;
}
