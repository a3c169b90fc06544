import type { AnswerDocument, ChatCompletion, ChatCompletionChunk, TokenUsage } from '#contracts';
import { inertMarkdown } from '#knowledge';
import { annotateAnswer } from './annotate-answer.js';

/** One finished answer with what a completion says about it besides. */
export interface Completed {
  readonly answer: AnswerDocument;
  /** null when no model was asked. */
  readonly tokens: { readonly prompt: number; readonly completion: number } | null;
  /** The model id that the client named. */
  readonly model: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly portalUrl: string;
}

/**
 * An answer as OpenAI's clients know it. A refusal stands both as the content and as `refusal`, so that no client shows
 * nothing.
 */
export function toCompletion(completed: Completed): ChatCompletion {
  const { answer, created, model, portalUrl } = completed;
  const { content, annotations } = annotateAnswer(answer, portalUrl);
  return {
    id: `chatcmpl-${answer.record}`,
    object: 'chat.completion',
    ...{ created, model },
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          ...{ content, annotations },
          refusal: answer.refusal ? content : null,
          citations: answer.citations,
          ...(answer.reasoning ? { reasoning_content: inertMarkdown(answer.reasoning).text } : {}),
        },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: usageOf(completed),
    chancery: extrasOf(answer),
  };
}

/** Zeros where no model was asked. */
export function usageOf({ tokens }: Pick<Completed, 'tokens'>): TokenUsage {
  const { prompt = 0, completion = 0 } = tokens ?? {};
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

/** What an answer here has beyond a completion; clients that do not know the field pass over it. */
export const extrasOf = (answer: AnswerDocument): ChatCompletion['chancery'] => {
  const { record, outcome, mode, sentences, coverage, searched, refusal, warnings, log } = answer;
  return { record, outcome, mode, sentences, coverage, searched, refusal, warnings, log };
};

export type Delta = ChatCompletionChunk['choices'][number]['delta'];

/**
 * What a stream still has to say when the answer is sealed: its checked sentences, then its sources.
 * @param written Words that were already streamed as a draft, as the model wrote them; the answer is repeated only where it differs from them.
 */
export function closingDeltas(answer: AnswerDocument, written: string, portalUrl: string): Delta[] {
  const { content, annotations, starts } = annotateAnswer(answer, portalUrl);
  const isShown = written.trim() !== '';
  const said = answer.refusal?.message ?? answer.answer;
  const rest = !isShown ? pieces(content, starts) : written.trim() === said.trim() ? [] : [CORRECTION, content];
  // In a draft that was corrected the ranges would point into the wrong words.
  const isWhole = !isShown || rest.length === 0;
  return [
    ...rest.map((text) => ({ content: text })),
    ...(answer.refusal ? [{ refusal: content }] : []),
    { annotations: isWhole ? annotations : [], citations: answer.citations },
  ];
}

const CORRECTION = '\n\nAfter checking it against the documents:\n\n';

/** The content cut before each sentence but the first: joined, it is the content again. */
function pieces(content: string, starts: readonly number[]): string[] {
  const cuts = [0, ...starts.filter((start) => start > 0)];
  return cuts.map((cut, i) => content.slice(cut, cuts[i + 1])).filter((piece) => piece !== '');
}
