import { KnowledgeError } from '#knowledge';
import type { ChatMessage, Generator } from '#models';

/** A small task beside the answer itself is not worth a longer wait. */
const PATIENCE_MS = 30_000;
const MOST_TOKENS = 256;

/** What a model is asked besides the answer, at temperature 0 and with a short output. */
export interface SmallTask {
  readonly messages: readonly ChatMessage[];
  readonly jsonSchema: Record<string, unknown>;
  readonly seed: number;
}

/**
 * Ask a model for a small JSON value.
 * @returns What it wrote, whole, whether or not it is JSON; null when it failed or took too long. Such tasks have a way without
 *   a model, so that its failure is no failure of the answer.
 * @throws The signal's reason when aborted.
 */
export async function askForJson(generator: Generator, task: SmallTask, signal: AbortSignal): Promise<string | null> {
  const hurry = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  let output = '';
  try {
    for await (const event of generator.stream({ ...task, temperature: 0, maxTokens: MOST_TOKENS }, hurry))
      if (event.type === 'token') output += event.text;
    return output;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof KnowledgeError || error instanceof DOMException) return null;
    throw error;
  }
}

/** The object in a model's output, fenced or not; null when there is none. */
export function objectIn(output: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(/\{[\s\S]*\}/u.exec(output ?? '')?.[0] ?? 'null');
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
