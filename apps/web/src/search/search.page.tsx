import type { PassageView } from '#contracts';
import { Alert, Anchor, Drawer, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { useSearch } from '../data/use-search.js';
import { useView } from '../data/use-view.js';
import { Empty } from '../shared/empty.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { useIsNarrow } from '../shared/use-screen-width.js';
import { strings } from '../strings/index.js';
import { FacetPanel } from './facet-panel.js';
import { type FoundEntry, entriesOf, inSight } from './found-entries.js';
import { FoundList } from './found-list.js';
import { HelpDialog } from './help-dialog.js';
import { useLikeFocus } from './use-like-focus.js';
import { MoreResults } from './more-results.js';
import { NothingFound } from './nothing-found.js';
import { PreviewPanel } from './preview-panel.js';
import { OnlyDocument } from './only-document.js';
import { SaveSearch } from './save-search.js';
import { SearchBar } from './search-bar.js';
import { SearchBox } from './search-box.js';
import classes from './search.module.css';
import { useResults } from './use-results.js';
import { useSearchKeys } from './use-search-keys.js';
import { canBeSaved, useSearchState, wishOf } from './use-search-state.js';
import { useUnfolded } from './use-unfolded.js';

const words = strings.search;
const NONE: readonly PassageView[] = [];

/** `/search?q=&sort=&list=&like=&document=&on=&shown=` */
export function SearchPage() {
  const { state, change } = useSearchState();
  const { data, isFetching, isPlaceholderData, isError, error, refetch } = useSearch(wishOf(state));
  const isAsked = wishOf(state) !== null;
  const passages = (isAsked && data?.passages) || NONE;
  const list = useRef<HTMLUListElement>(null);
  const entries = useMemo(() => (isAsked && data ? entriesOf(data) : []), [isAsked, data]);
  const unfolded = useUnfolded(JSON.stringify({ ...state, shown: null }));
  const visible = useMemo(() => inSight(entries, unfolded.documents), [entries, unfolded.documents]);
  const results = useResults(passages, visible, state.shown, list);
  const fold = (entry: FoundEntry, isUnfolded: boolean) => {
    (isUnfolded ? unfolded.unfold : unfolded.fold)(entry.document);
    if (!isUnfolded && results.current?.document === entry.document) results.select(entry.passages[0]!);
  };
  const atEntry = entries.find(({ passages: own }) => results.current !== null && own.includes(results.current));
  const isNarrow = useIsNarrow();
  const box = useRef<HTMLInputElement>(null);
  const [helps, help] = useDisclosure();
  const [saves, save] = useDisclosure();
  const [narrows, narrow] = useDisclosure();
  // What the service refuses to run it refuses to save, and whoever looks as somebody else changes nothing.
  const mayBeSaved = useView() === null && canBeSaved(state) && !isError;
  const endLike = useLikeFocus(state.like, box);
  const like = (passage: PassageView | null) => passage && change({ like: passage.document });
  const foldAt = (entry: FoundEntry) => {
    results.focus(entry.passages[0]!);
    fold(entry, false);
  };
  useSearchKeys({
    move: results.move,
    open: () => results.open(),
    like: () => like(results.current),
    compare: () => results.compare(),
    unfold: atEntry && atEntry.passages.length > 1 ? () => fold(atEntry, true) : null,
    fold: atEntry && unfolded.documents.has(atEntry.document) ? () => foldAt(atEntry) : null,
    save: mayBeSaved ? save.open : null,
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
        onSave={mayBeSaved ? save.open : null}
        onFacets={facets && (isNarrow || results.opened) ? narrow.open : null}
      />
      {state.document !== null && <OnlyDocument id={state.document} onRemove={() => change({ document: null })} />}
      {state.like !== null && (
        <Text size="sm" mb="sm">
          {words.likeOf} ·{' '}
          <Anchor ref={endLike} component="button" type="button" inherit onClick={() => change({ like: null })}>
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
          onClose={() => results.compare(results.chosen)}
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
              <FoundList
                result={data}
                entries={entries}
                list={list}
                unfolded={unfolded.documents}
                current={results.current}
                chosen={results.chosen}
                actions={{
                  ...{ onOpen: results.open, onLike: like, onCompare: results.compare, onFold: fold },
                  onAll: ({ document }) => change({ document, list: 'passages' }),
                }}
                nothing={
                  <NothingFound
                    query={state.query}
                    onQuery={onQuery}
                    onToday={state.asOf === '' ? null : () => change({ asOf: '' })}
                  />
                }
              />
              <MoreResults
                found={entries.length}
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
      {saves && <SaveSearch query={state.query} asOf={state.asOf} onClose={save.close} />}
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
