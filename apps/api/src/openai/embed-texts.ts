import { Injectable } from '@nestjs/common';
import type { EmbeddingList, EmbeddingRequest } from '#contracts';
import { type EmbeddedText, Embedder, Embedders } from '#models';
import { EMBEDDER_ID } from './model-ids.js';
import { DimensionsFixed, ModelNotServed } from './openai-errors.js';

/** Vectors from the embedder in use, in OpenAI's shape. */
@Injectable()
export class EmbedTexts {
  constructor(
    private readonly embedder: Embedder,
    private readonly embedders: Embedders,
  ) {}

  /** @throws ModelNotServed, DimensionsFixed, and what the embedder throws. */
  async run(request: EmbeddingRequest, signal: AbortSignal): Promise<EmbeddingList> {
    const { id, name, dimensions } = await this.embedder.model();
    if (request.model !== EMBEDDER_ID && request.model !== name) throw new ModelNotServed();
    if (request.dimensions && request.dimensions !== dimensions) throw new DimensionsFixed(dimensions);
    // Of several texts all vectors are of one model, the one that is named, whatever is put to use meanwhile.
    const embedded = await this.embed(this.embedders.of(id), [request.input].flat(), request.input_type, signal);
    const tokens = Math.round(embedded.reduce((sum, text) => sum + text.tokens, 0));
    return {
      object: 'list',
      model: name,
      data: embedded.map(({ vector, truncated }, index) => ({
        ...{ object: 'embedding', index, truncated },
        embedding: request.encoding_format === 'base64' ? toBase64(vector) : [...vector],
      })),
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    };
  }

  private async embed(
    embedder: Embedder,
    texts: readonly string[],
    type: EmbeddingRequest['input_type'],
    signal: AbortSignal,
  ): Promise<EmbeddedText[]> {
    if (type === 'passage') return embedder.embedPassages(texts, signal);
    const embedded: EmbeddedText[] = [];
    for (const text of texts) embedded.push(await embedder.embedQuery(text, signal));
    return embedded;
  }
}

/** 32-bit floats, little-endian. */
function toBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, i) => bytes.writeFloatLE(value, i * 4));
  return bytes.toString('base64');
}
