import type { CitationView } from '#contracts';
import { useCallback, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useIsWide } from '../shared/use-screen-width.js';
import { sourceAddress } from './source-address.js';

/**
 * Which citation's source is open. Wide screens show it beside the answer; others go to its own page. Closing gives
 * the focus back to what was pressed.
 * @param shown Id of what is shown, a record or a conversation; its change closes the source. Null while nothing is.
 */
export function useOpenedCitation(shown: string | null) {
  const isWide = useIsWide();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<{ shown: string | null; citation: CitationView } | null>(null);
  const origin = useRef<HTMLElement | null>(null);

  const open = (citation: CitationView) => {
    origin.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    if (isWide) setChosen({ shown, citation });
    else void navigate(sourceAddress(citation));
  };
  const close = useCallback(() => {
    setChosen(null);
    origin.current?.focus();
  }, []);
  const opened = isWide && chosen && chosen.shown === shown ? chosen.citation : null;
  return { opened, open, close };
}
