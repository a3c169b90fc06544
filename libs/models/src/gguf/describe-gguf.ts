import type { ModelRole } from '../roles.js';
import type { GgufMetadata } from './gguf-metadata.js';

/** What the store keeps of a file's header. */
export interface GgufDescription {
  readonly architecture: string;
  /** Null for a file that fits no role (an image projector, a vocabulary). */
  readonly role: ModelRole | null;
  readonly dimensions: number | null;
  readonly contextTokens: number | null;
  /** Part files of one model, 1 for a whole model. */
  readonly parts: number;
}

const RANK_POOLING = 4;
const ENCODERS = /bert|t5encoder|gemma-embedding/;
const NOT_TEXT = /^(clip|mmproj|whisper)/;

/**
 * Guess what a model is for from its header: a ranking head means reranker; pooled or bidirectional means embedder;
 * any other text model writes.
 */
export function describeGguf({ values, tensorNames }: GgufMetadata): GgufDescription {
  const architecture = String(values.get('general.architecture') ?? '');
  const number = (key: string): number | null => {
    const value = values.get(`${architecture}.${key}`);
    return typeof value === 'number' && value > 0 ? value : null;
  };
  const pooling = number('pooling_type');
  const hasRankingHead = pooling === RANK_POOLING || tensorNames.includes('cls.output.weight');
  const isEncoder = ENCODERS.test(architecture) || values.get(`${architecture}.attention.causal`) === false;
  return {
    architecture,
    role:
      architecture === '' || NOT_TEXT.test(architecture) || tensorNames.length === 0
        ? null
        : hasRankingHead
          ? 'reranker'
          : pooling !== null || isEncoder
            ? 'embedder'
            : 'generator',
    dimensions: number('embedding_length'),
    contextTokens: number('context_length'),
    parts: Number(values.get('split.count') ?? 1) || 1,
  };
}
