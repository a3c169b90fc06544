import { Embedder, unitVector } from '#models';
import type { EmbeddedText, EmbedderModel } from '#models';
import { sha256Hex } from '#knowledge';

const DIMENSIONS = 64;
const CONTEXT_TOKENS = 512;

/** Embeds without a model: each word has a fixed direction, so that texts with common words are near each other. */
export class HashEmbedder extends Embedder {
  async model(): Promise<EmbedderModel> {
    return {
      id: 'hash@000000000000',
      name: 'hash',
      sha256: null,
      dimensions: DIMENSIONS,
      contextTokens: CONTEXT_TOKENS,
      fusionWeight: null,
      isStarter: false,
      comparesWords: true,
    };
  }

  async embedPassages(texts: readonly string[], signal?: AbortSignal): Promise<EmbeddedText[]> {
    signal?.throwIfAborted();
    return texts.map(embed);
  }

  async embedQuery(text: string, signal?: AbortSignal): Promise<EmbeddedText> {
    signal?.throwIfAborted();
    return embed(text);
  }

  override async compareWords(question: string, texts: readonly string[], signal?: AbortSignal): Promise<number[]> {
    signal?.throwIfAborted();
    const asked = [...new Set(wordsOf(question))];
    return texts.map((text) => {
      const said = new Set(wordsOf(text));
      return asked.filter((word) => said.has(word)).length / Math.max(1, asked.length);
    });
  }
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function embed(text: string): EmbeddedText {
  const words = wordsOf(text);
  const kept = words.slice(0, CONTEXT_TOKENS);
  const sum = new Float32Array(DIMENSIONS);
  for (const word of kept) {
    const bytes = Buffer.from(sha256Hex(word) + sha256Hex(`${word}+`), 'hex');
    for (let index = 0; index < DIMENSIONS; index++) sum[index]! += bytes[index]! - 127.5;
  }
  return { vector: unitVector(sum), tokens: kept.length, truncated: kept.length < words.length };
}
