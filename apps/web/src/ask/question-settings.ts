import { type AnswerMode, type CollectionView, joinPresent } from '#contracts';
import { useState } from 'react';
import { formatList } from '../shared/format.js';
import { strings } from '../strings/index.js';
import type { AskSettings, Circumstances } from './ask-state.js';

const words = strings.ask;
/** Characters of the longest question. What is pasted is not cut off there without a word. */
const LONGEST = 2_000;

/** The conversation's settings with what was changed in the form since; another conversation starts from its own. */
export function useChosen(conversation: string | null, settings: AskSettings) {
  const [changed, setChanged] = useState<AskSettings | null>(null);
  const [at, setAt] = useState(conversation);
  if (at !== conversation) {
    setAt(conversation);
    setChanged(null);
  }
  return {
    chosen: changed ?? settings,
    isChanged: changed !== null && JSON.stringify(changed) !== JSON.stringify(settings),
    change: setChanged,
    reset: () => setChanged(null),
  };
}

/** Names of the collections that are asked and want a matter named with each question. @param asked None means all. */
export function wantingMatter(asked: readonly string[], collections: readonly CollectionView[] = []): string[] {
  return collections
    .filter(({ kind, requiresMatter }) => requiresMatter && kind === 'library')
    .map(({ name }) => name)
    .filter((name) => asked.length === 0 || asked.includes(name));
}

/** What is set in the folded options, so that it is never forgotten. */
export function summaryOf(
  { collections, matter, model }: AskSettings,
  mode: AnswerMode,
  { asOf, purpose, onBehalfOf }: Circumstances,
): string {
  const set = [
    asOf && words.asOfShort(asOf),
    collections.length > 0 ? formatList(collections) : words.allCollections,
    matter?.trim(),
    mode !== 'quoted' && model,
    words.modesShort[mode],
    purpose.trim(),
    onBehalfOf.trim() && words.onBehalfOfShort(onBehalfOf.trim()),
  ];
  return joinPresent(set, ' · ');
}

/** What is wrong with a question before it is sent; null for nothing. */
export function flawOfQuestion(question: string): string | null {
  if (question === '') return words.empty;
  return question.length > LONGEST ? words.tooLong(question.length, LONGEST) : null;
}
