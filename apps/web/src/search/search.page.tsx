import type { PassageView } from '#contracts';
import { Alert, Anchor, Drawer, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { useSearch } from '../data/use-search.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { useIsNarrow } from '../shared/use-screen-width.js';
import { strings } from '../strings/index.js';
import { FacetPanel } from './facet-panel.js';
import { HelpDialog } from './help-dialog.js';
import { MoreResults } from './more-results.js';
import { NothingFound } from './nothing-found.js';
import { passageKey } from './place-to-go-on.js';
import { PreviewPanel } from './preview-panel.js';
import { ResultCard } from './result-card.js';
import { SaveSearch } from './save-search.js';
import { SearchBar } from './search-bar.js';
import { SearchBox } from './search-box.js';
import classes from './search.module.css';
import { useResults } from './use-results.js';
import { useSearchKeys } from './use-search-keys.js';
import { useSearchState, wishOf } from './use-search-state.js';

const words = strings.search;
const NONE: readonly PassageView[] = [];

/** `/search?q=&sort=&diverse=&like=&on=&shown=` */
export function SearchPage() {
  const { state, change } = useSearchState();
  const { data, isFetching, isPlaceholderData, isError, error, refetch } = useSearch(wishOf(state));
  const isAsked = wishOf(state) !== null;
  const passages = (isAsked && data?.passages) || NONE;
  const list = useRef<HTMLUListElement>(null);
  const results = useResults(passages, state.shown, list);
  const isNarrow = useIsNarrow();
  const box = useRef<HTMLInputElement>(null);
  const [helps, help] = useDisclosure();
  const [saves, save] = useDisclosure();
  const [narrows, narrow] = useDisclosure();
  const like = (passage: PassageView | null) => passage && change({ like: passage.document });
  useSearchKeys({
    move: results.move,
    open: () => results.open(),
    like: () => like(results.current),
    compare: () => results.compare(),
    save: () => state.query !== '' && state.like === null && save.open(),
    help: help.open,
    search: () => box.current?.focus(),
    escape: () => (results.opened ? results.close() : box.current?.blur()),
  });
  const onQuery = (query: string) => change({ query, like: null });
  const facets = isAsked && data?.facets && (
    <FacetPanel facets={data.facets} query={state.query} onQuery={(query) => change({ query })} />
  );
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <SearchBox box={box} query={state.query} onSearch={onQuery} onHelp={help.open} />
      <SearchBar
        state={state}
        onChange={change}
        onSave={save.open}
        onFacets={facets && (isNarrow || results.opened) ? narrow.open : null}
      />
      {state.like !== null && (
        <Text size="sm" mb="sm">
          {words.likeOf} ·{' '}
          <Anchor component="button" type="button" inherit onClick={() => change({ like: null })}>
            {words.endLike}
          </Anchor>
        </Text>
      )}
      {results.chosen && (
        <Alert
          variant="light"
          mb="sm"
          p="xs"
          withCloseButton
          closeButtonLabel={strings.shell.cancel}
          onClose={() => results.compare(results.chosen!)}
        >
          {words.comparing(results.chosen.title)}
        </Alert>
      )}
      <div
        className={classes.layout}
        data-narrow={isNarrow || undefined}
        data-with-preview={results.opened ? true : undefined}
        aria-busy={isFetching}
      >
        {!isNarrow && !results.opened && <div>{facets}</div>}
        <div>
          {!isAsked && <Empty icon={<IconSearch size={26} />} title={words.empty.title} hint={words.empty.hint} />}
          {isError && <ErrorNotice error={error} onRetry={() => void refetch()} />}
          {isAsked && isFetching && !data && <Loading />}
          {isAsked && !isError && data && (
            <>
              <Text size="sm" c="dimmed" mb="xs" role="status">
                {words.results(passages.length, data.coverage.searched)}
                {data.coverage.partly && data.coverage.partly.documents > 0 && (
                  <> ({strings.reading.partlyCount(data.coverage.partly.documents)})</>
                )}
                {data.mode === 'keyword' && ` ${words.byKeywords}`}
              </Text>
              {passages.length === 0 && <NothingFound query={state.query} onQuery={onQuery} />}
              <ul ref={list} className={classes.list} aria-label={words.resultsLabel}>
                {passages.map((passage) => (
                  <ResultCard
                    key={passageKey(passage)}
                    passage={passage}
                    isCurrent={passage === results.current}
                    chosen={results.chosen}
                    onOpen={results.open}
                    onLike={like}
                    onCompare={results.compare}
                  />
                ))}
              </ul>
              <MoreResults
                found={passages.length}
                shown={state.shown}
                isAwaited={isPlaceholderData}
                onMore={(shown) => {
                  results.goOn(shown);
                  change({ shown });
                }}
              />
            </>
          )}
        </div>
        {results.opened && <PreviewPanel passage={results.opened} onClose={results.close} />}
      </div>
      <HelpDialog opened={helps} onClose={help.close} />
      {saves && <SaveSearch query={state.query} onClose={save.close} />}
      <Drawer
        opened={narrows}
        onClose={narrow.close}
        position="bottom"
        title={words.facets.title}
        closeButtonProps={{ 'aria-label': strings.shell.close }}
      >
        {facets}
      </Drawer>
    </>
  );
}
