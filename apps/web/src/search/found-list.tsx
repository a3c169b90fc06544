import type { PassageView, SearchResult } from '#contracts';
import { Text } from '@mantine/core';
import type { ReactNode, RefObject } from 'react';
import { strings } from '../strings/index.js';
import type { FoundEntry } from './found-entries.js';
import { passageKey } from './place-to-go-on.js';
import { type ResultActions, ResultCard } from './result-card.js';
import classes from './search.module.css';

const words = strings.search;

interface Props {
  result: SearchResult;
  /** Of the result. */
  entries: readonly FoundEntry[];
  list: RefObject<HTMLUListElement | null>;
  /** Documents whose passages are all shown. */
  unfolded: ReadonlySet<string>;
  /** The passage that the keys are at, and the one that was chosen for comparing, if any. */
  current: PassageView | null;
  chosen: PassageView | null;
  actions: ResultActions;
  /** Stands in the place of a list with nothing in it. */
  nothing: ReactNode;
}

/** What was found: how much it is, in words, and its entries. */
export function FoundList({ result, entries, list, unfolded, current, chosen, actions, nothing }: Props) {
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs" role="status">
        <Tally result={result} />
      </Text>
      {entries.length === 0 && nothing}
      <ul ref={list} className={classes.list} aria-label={words.resultsLabel}>
        {entries.map((entry) => (
          <ResultCard
            key={result.documents ? entry.document : passageKey(entry.passages[0]!)}
            entry={entry}
            isUnfolded={unfolded.has(entry.document)}
            current={current}
            chosen={chosen}
            {...actions}
          />
        ))}
      </ul>
    </>
  );
}

function Tally({ result: { passages, documents, coverage, mode } }: { result: SearchResult }) {
  const { searched, partly } = coverage;
  return (
    <>
      {documents
        ? words.resultsByDocument(passages.length, documents.length, searched)
        : words.results(passages.length, searched)}
      {partly && partly.documents > 0 && <> ({strings.reading.partlyCount(partly.documents)})</>}
      {mode === 'keyword' && ` ${words.byKeywords}`}
    </>
  );
}
