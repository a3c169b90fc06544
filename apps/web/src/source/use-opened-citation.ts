import type { CitationView } from '#contracts';
import { useCallback, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useIsWide } from '../shared/use-screen-width.js';
import { sourceAddress } from './source-address.js';

/**
 * Which citation's source is open. Wide screens show it beside the answer; others go to its own page. Closing gives
 * the focus back to what was pressed.
 * @param record Id of the answer shown; its change closes the source. Null while no answer is shown.
 */
export function useOpenedCitation(record: string | null) {
  const isWide = useIsWide();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<{ record: string | null; citation: CitationView } | null>(null);
  const origin = useRef<HTMLElement | null>(null);

  const open = (citation: CitationView) => {
    origin.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    if (isWide) setChosen({ record, citation });
    else void navigate(sourceAddress(citation));
  };
  const close = useCallback(() => {
    setChosen(null);
    origin.current?.focus();
  }, []);
  const opened = isWide && chosen && chosen.record === record ? chosen.citation : null;
  return { opened, open, close };
}
