import type { DocumentView } from '#contracts';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useMemo, useReducer, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { toApiError } from '../../api/api-error.js';
import { TOUCHED_BY_DOCUMENTS } from '../../data/use-library.js';
import { useWarningBeforeLeaving } from '../../shared/use-warning-before-leaving.js';
import type { Batch } from './batch.js';
import { goThrough } from './go-through.js';
import { type Selection, nothing, setAll } from './selection.js';
import { type Work, isAtWork, workReducer } from './work.js';

export type Documents = Selection<DocumentView>;

/** A selection belongs to what the list was narrowed to when it was made. */
interface Scoped {
  readonly scope: string;
  readonly selection: Documents;
}

interface Value {
  readonly scoped: Scoped;
  readonly select: (scope: string, change: (selection: Documents) => Documents) => void;
  readonly work: Work | null;
  /** Those that are done leave the selection; those refused, and those not reached, stay. */
  readonly begin: (batch: Batch, documents: readonly DocumentView[]) => void;
  readonly stop: () => void;
  readonly dismiss: () => void;
}

const SelectionContext = createContext<Value | null>(null);

/** @throws Error outside `SelectionProvider`. */
export function useSelectionContext(): Value {
  const value = use(SelectionContext);
  if (!value) throw new Error('useSelectionContext is for use inside SelectionProvider');
  return value;
}

/** Whether a batch is under way, which leaving the page would break off; false outside `SelectionProvider`. */
export const useIsBatchUnderWay = (): boolean => isAtWork(use(SelectionContext)?.work ?? null);

/** Nothing where the list was narrowed to something else when the selection was made. */
export const selectionIn = ({ scope, selection }: Scoped, wanted: string): Documents =>
  scope === wanted ? selection : nothing();

/**
 * Keeps what is chosen and carries out one batch at a time, document by document, whatever page is shown.
 * Leaving the portal meanwhile is warned of; when it ends, everything counted or listed is fetched anew.
 */
export function SelectionProvider({ children }: { children: ReactNode }) {
  const [scoped, setScoped] = useState<Scoped>({ scope: '', selection: nothing() });
  const [work, dispatch] = useReducer(workReducer, null);
  const isStopped = useRef(false);
  const client = useQueryClient();
  useWarningBeforeLeaving(isAtWork(work));

  const select = useCallback(
    (scope: string, change: (selection: Documents) => Documents) =>
      setScoped((before) => ({ scope, selection: change(selectionIn(before, scope)) })),
    [],
  );
  const begin = useCallback(
    (batch: Batch, documents: readonly DocumentView[]) => {
      isStopped.current = false;
      dispatch({ type: 'begun', batch, total: documents.length });
      const letGo = (document: DocumentView) =>
        setScoped(({ scope, selection }) => ({ scope, selection: setAll(selection, [document], false) }));
      const going = goThrough(documents, batch.act, {
        onStep: (document, outcome) => {
          dispatch({ type: 'stepped', document, outcome });
          if (outcome === null) letGo(document);
        },
        isStopped: () => isStopped.current,
      });
      void going
        .then(() => null, toApiError)
        .then(async (failure) => {
          await Promise.all(TOUCHED_BY_DOCUMENTS.map((queryKey) => client.invalidateQueries({ queryKey })));
          dispatch({ type: 'ended', failure });
        });
    },
    [client],
  );
  const stop = useCallback(() => {
    isStopped.current = true;
    dispatch({ type: 'stopped' });
  }, []);
  const dismiss = useCallback(() => dispatch({ type: 'dismissed' }), []);
  const value = useMemo(
    () => ({ scoped, select, work, begin, stop, dismiss }),
    [scoped, select, work, begin, stop, dismiss],
  );
  return <SelectionContext value={value}>{children}</SelectionContext>;
}
