import type { DocumentView } from '#contracts';
import { useLibraryFilter } from '../use-library-filter.js';
import { selectionIn, useSelectionContext } from './selection-provider.js';
import { nothing, press, setAll } from './selection.js';

/** What is chosen of the documents that the list is narrowed to now; another filter begins with nothing. */
export function useSelection() {
  const { scoped, select } = useSelectionContext();
  const { text, state, collection } = useLibraryFilter().filter;
  const scope = JSON.stringify([text, state, collection]);
  return {
    selection: selectionIn(scoped, scope),
    press: (shown: readonly DocumentView[], id: string, how: Parameters<typeof press>[3]) =>
      select(scope, (selection) => press(selection, shown, id, how)),
    setAll: (documents: readonly DocumentView[], isOn: boolean) =>
      select(scope, (selection) => setAll(selection, documents, isOn)),
    clear: () => select(scope, () => nothing()),
  };
}
