import type { GgufDescription } from '../gguf/describe-gguf.js';
import { takesQuestions } from '../gguf/takes-questions.js';
import { unknownToLlama } from '../gguf/unknown-to-llama.js';
import {
  ModelArchitectureUnknown,
  ModelInParts,
  ModelTemplateUnusable,
  ModelTokenizerUnknown,
  ModelUnsupported,
} from '../model-errors.js';
import type { ModelKind } from '../roles.js';

/** What makes a model of no use here although its file is sound. */
export type ContentFault = 'unknown_architecture' | 'unknown_tokenizer' | 'unusable_template';

/** @param path The file, or as much of its beginning as holds its header. */
export async function contentFault(described: GgufDescription, path: string): Promise<ContentFault | null> {
  const unknown = await unknownToLlama(described, path);
  if (unknown) return `unknown_${unknown}`;
  const { chatTemplate } = described;
  return chatTemplate === null || (await takesQuestions(chatTemplate)) ? null : 'unusable_template';
}

/** @throws ModelArchitectureUnknown, ModelTokenizerUnknown, ModelTemplateUnusable */
export async function requireUsable(described: GgufDescription, path: string): Promise<void> {
  refuse(await contentFault(described, path), described);
}

/** @throws as {@link requireUsable} where there is a fault. */
export function refuse(fault: ContentFault | null, { architecture, tokenizer }: GgufDescription): void {
  if (fault === 'unknown_architecture') throw new ModelArchitectureUnknown(architecture);
  if (fault === 'unknown_tokenizer') throw new ModelTokenizerUnknown(tokenizer.cut ?? tokenizer.model);
  if (fault === 'unusable_template') throw new ModelTemplateUnusable();
}

/** A whole model of a kind that fills a role. @throws ModelInParts, ModelUnsupported for any other file. */
export function usable(described: GgufDescription): GgufDescription & { kind: ModelKind } {
  if (described.parts > 1) throw new ModelInParts();
  if (described.kind === null)
    throw new ModelUnsupported(
      'This file holds no text model that could embed, rank or write (perhaps a projector or a vocabulary), or has no tokenizer.',
      { particulars: { why: 'no_use' } },
    );
  return { ...described, kind: described.kind };
}
