/** Sentences that a model may write or choose; more than that is no answer but an essay. */
export const MOST_SENTENCES = 8;
const MOST_CITES = 3;

/** JSON Schema of an answer: each sentence names at least one of the passages 1 to `passages`, and no other number can be written. */
export function sentencesSchema(passages: number): Record<string, unknown> {
  const cites = {
    type: 'array',
    minItems: 1,
    maxItems: Math.min(MOST_CITES, passages),
    items: { enum: upTo(passages) },
  };
  const sentence = {
    type: 'object',
    properties: { text: { type: 'string' }, cites },
    required: ['text', 'cites'],
    additionalProperties: false,
  };
  return listOf('sentences', sentence);
}

/** JSON Schema of a choice among the numbered sentences 1 to `sentences`. */
export function quotesSchema(sentences: number): Record<string, unknown> {
  return listOf('quotes', { enum: upTo(sentences) });
}

function listOf(name: string, items: Record<string, unknown>): Record<string, unknown> {
  return {
    type: 'object',
    properties: { [name]: { type: 'array', maxItems: MOST_SENTENCES, items } },
    required: [name],
    additionalProperties: false,
  };
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);
