import type { Failure, UploadResult } from '#contracts';

/** `rejected` is the service's word on the file; `failed` did not get that far and can be tried again. */
export type UploadState = 'waiting' | 'sending' | 'accepted' | 'unchanged' | 'revised' | 'rejected' | 'failed';

/** The file itself stays with it, so that it can be sent again; `key` tells it from the same file added twice. */
export interface UploadItem {
  key: string;
  file: File;
  path: string;
  collection: string;
  /** Number of the matter that it is put under; null for none. */
  matter: string | null;
  state: UploadState;
  /** Share sent, in [0, 1]. */
  progress: number;
  /** Why it was rejected or not sent. */
  reason: Failure | null;
}

/** What happens to the list; `answered` holds the result of one file. */
export type UploadAction =
  | { type: 'added'; items: UploadItem[] }
  | { type: 'sending'; key: string; progress: number }
  | { type: 'answered'; key: string; result: UploadResult }
  | { type: 'failed'; key: string; reason: Failure; isRefusal: boolean }
  | { type: 'retried'; key: string }
  | { type: 'cleared' };

/** Clearing keeps what is still waiting or being sent. */
export function uploadReducer(items: UploadItem[], action: UploadAction): UploadItem[] {
  if (action.type === 'added') return [...items, ...action.items];
  if (action.type === 'cleared') return items.filter(({ state }) => state === 'waiting' || state === 'sending');
  return items.map((item) => (item.key === action.key ? { ...item, ...change(action) } : item));
}

function change(action: Exclude<UploadAction, { type: 'added' | 'cleared' }>): Partial<UploadItem> {
  switch (action.type) {
    case 'sending':
      return { state: 'sending', progress: action.progress };
    case 'answered':
      return { progress: 1, ...outcomeOf(action.result) };
    case 'failed':
      return { state: action.isRefusal ? 'rejected' : 'failed', reason: action.reason };
    case 'retried':
      return { state: 'waiting', progress: 0, reason: null };
  }
}

/** One file was sent, so the result speaks of one file. */
function outcomeOf({ rejected, documents }: UploadResult): Pick<UploadItem, 'state' | 'reason'> {
  const [refused] = rejected;
  if (refused) return { state: 'rejected', reason: refused };
  return { state: documents[0]?.outcome ?? 'accepted', reason: null };
}
