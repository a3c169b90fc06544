import type { Generator } from '#models';
import { askForJson, objectIn } from '../generating/ask-for-json.js';
import { affinityTo, termsOf } from '../text/terms.js';
import { analyseQuestion } from './analyse-question.js';
import { askedForKind } from './asked-for-kind.js';
import { condenseByRules } from './condense-by-rules.js';
import type { Condensed, PreviousExchange, Rewrite } from './rewrite.js';

const SEED = 7;
const LONGEST_QUESTION = 500;
const MOST_ANSWER_CHARACTERS = 600;
const SYSTEM = `Rewrite the last question so that it can be understood without the conversation. Replace words such as "it" or "they" by what they stand for. Keep its language and everything it asks. Do not answer it. If it stands alone already, repeat it.
Write JSON alone: {"question":"…"}`;
const SCHEMA = {
  type: 'object',
  properties: { question: { type: 'string' } },
  required: ['question'],
  additionalProperties: false,
};

/**
 * Make a follow-up a question that stands on its own, with a model where there is one, otherwise by rules. A model's question
 * counts only when it keeps what was asked and brings in nothing that was not said before.
 * @returns null for a question that follows nothing.
 */
export async function condenseQuestion(
  previous: PreviousExchange | null | undefined,
  question: string,
  generator: Generator | null,
  signal: AbortSignal,
): Promise<Condensed | null> {
  if (!previous) return null;
  const rules = condenseByRules(previous, question);
  const output = generator && (await askForJson(generator, taskOf(previous, question), signal));
  const said = objectIn(output)?.['question'];
  const written = typeof said === 'string' ? said.trim() : '';
  const kept = { rules: rules?.to ?? null, model: output, kind: askedForKind(previous, question, rules) };
  if (isFaithful(written, question, previous))
    return { question: written, by: 'model', reason: written === question ? null : 'model', ...kept };
  return { question: rules?.to ?? question, by: rules ? 'rules' : 'nobody', reason: rules?.reason ?? null, ...kept };
}

/** The rewrite as the record keeps it; null when the question was searched for as typed. */
export function rewriteOf(question: string, condensed: Condensed | null): Rewrite | null {
  return condensed?.reason ? { from: question, to: condensed.question, reason: condensed.reason } : null;
}

function taskOf(previous: PreviousExchange, question: string) {
  const content = `Question: ${previous.question}\nAnswer: ${previous.answer.slice(0, MOST_ANSWER_CHARACTERS)}\nLast question: ${question}`;
  return {
    messages: [
      { role: 'system' as const, content: SYSTEM },
      { role: 'user' as const, content },
    ],
    jsonSchema: SCHEMA,
    seed: SEED,
  };
}

/** Whether a rewritten question keeps at least half of the asked words and every name and number, and makes none up. */
export function isFaithful(written: string, asked: string, previous: PreviousExchange): boolean {
  if (written === '' || written.length > LONGEST_QUESTION || /[\n{}]/u.test(written)) return false;
  const keys = termsOf(written).map(({ key }) => key);
  const wanted = analyseQuestion(asked).terms;
  const isKept = ({ key }: { key: string }) => affinityTo(key)(keys) > 0;
  if (wanted.filter(isKept).length < wanted.length / 2) return false;
  if (!wanted.filter(({ isSpecific }) => isSpecific).every(isKept)) return false;
  const said = termsOf(`${previous.question}\n${previous.answer}\n${asked}`).map(({ key }) => key);
  return analyseQuestion(written).terms.every(({ key, isSpecific }) => !isSpecific || affinityTo(key)(said) > 0);
}
