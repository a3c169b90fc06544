import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import type { Dispatch, ReactNode } from 'react';
import { toApiError } from '../api/api-error.js';
import { uploadFile } from '../api/upload-file.js';
import { keys } from '../data/keys.js';
import { useWarningBeforeLeaving } from '../shared/use-warning-before-leaving.js';
import { uploadPath } from './upload-path.js';
import { uploadReducer } from './upload-state.js';
import type { UploadAction, UploadItem } from './upload-state.js';

/** Files under way at once: enough to hide the wait between them, few enough not to crowd out other calls. */
const AT_ONCE = 3;

interface Uploads {
  items: UploadItem[];
  add: (files: File[], collection: string, matter: string | null) => void;
  retry: (key: string) => void;
  clear: () => void;
}

const UploadContext = createContext<Uploads | null>(null);

/** The list of uploads, whatever page is shown. @throws Error outside `UploadProvider`. */
export function useUploads(): Uploads {
  const uploads = use(UploadContext);
  if (!uploads) throw new Error('useUploads is for use inside UploadProvider');
  return uploads;
}

/** Whether files are on their way, which leaving the page would break off; false outside `UploadProvider`. */
export const useIsUploading = (): boolean => use(UploadContext)?.items.some(isUnderWay) ?? false;

const isUnderWay = ({ state }: UploadItem) => state === 'waiting' || state === 'sending';

/**
 * Sends files, three at a time, whatever page is shown; leaving the portal meanwhile is warned of.
 * Refused files stay in the list with the reason, and those not sent can be tried again.
 */
export function UploadProvider({ children }: { children: ReactNode }) {
  const [items, dispatch] = useReducer(uploadReducer, []);
  const client = useQueryClient();
  const begun = useRef(new Set<string>());

  useEffect(() => {
    const underWay = items.filter(
      ({ key, state }) => begun.current.has(key) && (state === 'waiting' || state === 'sending'),
    );
    const next = items.filter(({ key, state }) => state === 'waiting' && !begun.current.has(key));
    for (const item of next.slice(0, Math.max(0, AT_ONCE - underWay.length))) {
      begun.current.add(item.key);
      void send(item, dispatch).then(() => {
        for (const queryKey of [keys.status, keys.documents, keys.collections])
          void client.invalidateQueries({ queryKey });
      });
    }
  }, [items, client]);
  useWarningBeforeLeaving(items.some(isUnderWay));

  const add = useCallback((files: File[], collection: string, matter: string | null) => {
    dispatch({ type: 'added', items: files.map((file) => newItem(file, collection, matter)) });
  }, []);
  const retry = useCallback((key: string) => {
    begun.current.delete(key);
    dispatch({ type: 'retried', key });
  }, []);
  const clear = useCallback(() => dispatch({ type: 'cleared' }), []);
  const value = useMemo(() => ({ items, add, retry, clear }), [items, add, retry, clear]);
  return <UploadContext value={value}>{children}</UploadContext>;
}

let added = 0;

function newItem(file: File, collection: string, matter: string | null): UploadItem {
  added += 1;
  return {
    key: `upload-${added}`,
    file,
    path: uploadPath(file),
    collection,
    matter,
    state: 'waiting',
    progress: 0,
    reason: null,
  };
}

async function send(item: UploadItem, dispatch: Dispatch<UploadAction>): Promise<void> {
  const { key } = item;
  dispatch({ type: 'sending', key, progress: 0 });
  try {
    const result = await uploadFile(item, (progress) => dispatch({ type: 'sending', key, progress }));
    dispatch({ type: 'answered', key, result });
  } catch (error) {
    const { code, message, particulars, status } = toApiError(error);
    dispatch({
      type: 'failed',
      key,
      reason: { code, message, particulars },
      isRefusal: status >= 400 && status < 500 && status !== 401,
    });
  }
}
