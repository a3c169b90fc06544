import type { PassageView } from '#contracts';
import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useRef } from 'react';
import { useView } from '../data/use-view.js';
import { PageHeader } from '../shared/page-header.js';
import { useIsNarrow } from '../shared/use-screen-width.js';
import { strings } from '../strings/index.js';
import { FacetPanel } from './facet-panel.js';
import { FoundPane } from './found-pane.js';
import { HelpDialog } from './help-dialog.js';
import { PreviewPanel } from './preview-panel.js';
import { SaveSearch } from './save-search.js';
import { SearchBar } from './search-bar.js';
import { SearchBox } from './search-box.js';
import { SearchNotices } from './search-notices.js';
import classes from './search.module.css';
import { useFound } from './use-found.js';
import { useLikeFocus } from './use-like-focus.js';
import { useSearchKeys } from './use-search-keys.js';
import { canBeSaved, useSearchState } from './use-search-state.js';

const words = strings.search;

/** `/search?q=&sort=&list=&like=&document=&on=&shown=` */
export function SearchPage() {
  const { state, change } = useSearchState();
  const found = useFound(state);
  const { results, result } = found;
  const isNarrow = useIsNarrow();
  const box = useRef<HTMLInputElement>(null);
  const [helps, help] = useDisclosure();
  const [saves, save] = useDisclosure();
  const [narrows, narrow] = useDisclosure();
  // What the service refuses to run it refuses to save, and whoever looks as somebody else changes nothing.
  const mayBeSaved = useView() === null && canBeSaved(state) && !found.isError;
  const endLike = useLikeFocus(state.like, box);
  const onQuery = (query: string) => change({ query, like: null });
  const onLike = ({ document }: PassageView) => change({ like: document });
  useSearchKeys({
    move: results.move,
    open: () => results.open(),
    like: () => results.current && onLike(results.current),
    compare: () => results.compare(),
    unfold: found.unfoldHere,
    fold: found.foldHere,
    save: mayBeSaved ? save.open : null,
    help: help.open,
    search: () => box.current?.focus(),
    escape: () => (results.opened ? results.close() : box.current?.blur()),
  });
  const facets = result?.facets && (
    <FacetPanel facets={result.facets} query={state.query} onQuery={(query) => change({ query })} />
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
      <SearchNotices
        state={state}
        onChange={change}
        chosen={results.chosen}
        onUnchoose={() => results.compare(results.chosen)}
        endLike={endLike}
      />
      <div
        className={classes.layout}
        data-narrow={isNarrow || undefined}
        data-with-preview={results.opened ? true : undefined}
        aria-busy={found.isFetching}
      >
        {!isNarrow && !results.opened && <div>{facets}</div>}
        <div>
          <FoundPane found={found} state={state} onChange={change} onQuery={onQuery} onLike={onLike} />
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
