import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { keys } from './keys.js';
import { useStatus } from './use-status.js';

/** Documents read since the last quiet moment, and how many there were to read. */
export interface IngestionProgress {
  done: number;
  total: number;
}

/**
 * How far the documents now being read have come, or null when none are. The total is the most that were pending at
 * once since the last quiet moment. Whenever a count changes, lists of documents are fetched anew.
 */
export function useIngestionProgress(): IngestionProgress | null {
  const client = useQueryClient();
  const counts = useStatus().data?.documents;
  const pending = counts?.pending ?? 0;
  const [peak, setPeak] = useState(0);
  if (pending > peak) setPeak(pending);
  if (pending === 0 && peak !== 0) setPeak(0);

  const fingerprint = counts ? `${counts.live}/${counts.failed}/${counts.pending}` : '';
  useEffect(() => {
    if (fingerprint === '') return;
    void client.invalidateQueries({ queryKey: keys.documents });
    void client.invalidateQueries({ queryKey: keys.collections });
  }, [client, fingerprint]);

  return pending === 0 ? null : { done: Math.max(0, peak - pending), total: Math.max(peak, pending) };
}
