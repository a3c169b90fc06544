import type { PassageView } from '#contracts';
import { IconSearch } from '@tabler/icons-react';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { strings } from '../strings/index.js';
import { FoundList } from './found-list.js';
import { MoreResults } from './more-results.js';
import { NothingFound } from './nothing-found.js';
import type { Found } from './use-found.js';
import type { SearchState } from './use-search-state.js';

const words = strings.search;

interface Props {
  found: Found;
  state: SearchState;
  onChange: (part: Partial<SearchState>) => void;
  onQuery: (query: string) => void;
  onLike: (passage: PassageView) => void;
}

/** What was found, or what stands in its place. */
export function FoundPane(props: Props) {
  const { isAsked, isError, error, isFetching, result, refetch } = props.found;
  if (!isAsked) return <Empty icon={<IconSearch size={26} />} title={words.empty.title} hint={words.empty.hint} />;
  if (isError) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (result === null) return isFetching && <Loading />;
  return <Results {...props} result={result} />;
}

function Results({
  found,
  result,
  state,
  onChange,
  onQuery,
  onLike,
}: Props & { result: NonNullable<Found['result']> }) {
  const { entries, list, unfolded, results, fold, isAwaited } = found;
  return (
    <>
      <FoundList
        result={result}
        entries={entries}
        list={list}
        unfolded={unfolded}
        current={results.current}
        chosen={results.chosen}
        actions={{
          ...{ onOpen: results.open, onLike, onCompare: results.compare, onFold: fold },
          onAll: ({ document }) => onChange({ document, list: 'passages' }),
        }}
        nothing={
          <NothingFound
            query={state.query}
            onQuery={onQuery}
            onToday={state.asOf === '' ? null : () => onChange({ asOf: '' })}
          />
        }
      />
      <MoreResults
        found={entries.length}
        shown={state.shown}
        isAwaited={isAwaited}
        onMore={(shown) => {
          results.goOn(shown);
          onChange({ shown });
        }}
      />
    </>
  );
}
