import type { PassageView } from '#contracts';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useNavigate } from 'react-router';
import { useIsWide } from '../shared/use-screen-width.js';
import { sourceAddress } from '../source/source-address.js';
import { placeToGoOn } from './place-to-go-on.js';

/**
 * Which of the passages is current, which is open, and which was chosen for comparing. A new result begins anew.
 * @param passages Of one result; the same array while it is the same result.
 * @param shown How many were asked for.
 * @param list Holds a focusable `[data-result]` of each, in their order.
 */
export function useResults(passages: readonly PassageView[], shown: number, list: RefObject<HTMLElement | null>) {
  const isWide = useIsWide();
  const navigate = useNavigate();
  const [at, setAt] = useState({ passages, current: -1, isOpen: false });
  const [chosen, setChosen] = useState<PassageView | null>(null);
  const { current, isOpen } = at.passages === passages ? at : { current: -1, isOpen: false };

  // Where more were asked for, the first of them is gone on with once they are here; another search begins at its top.
  const asked = useRef<{ before: readonly PassageView[]; shown: number } | null>(null);
  useEffect(() => {
    if (asked.current === null || asked.current.before === passages) return;
    const { before, shown: awaited } = asked.current;
    asked.current = null;
    if (awaited !== shown || passages.length === 0) return;
    const place = placeToGoOn(before, passages);
    focusOn(list, place);
    setAt({ passages, current: place, isOpen: false });
  }, [passages, shown, list]);
  const goOn = (more: number) => void (asked.current = { before: passages, shown: more });

  const move = (step: 1 | -1) => {
    const place = Math.min(passages.length - 1, Math.max(0, current + step));
    if (passages.length === 0) return;
    setAt({ passages, current: place, isOpen });
    focusOn(list, place);
  };
  const open = (passage = passages[current]) => {
    if (!passage) return;
    if (isWide) setAt({ passages, current: passages.indexOf(passage), isOpen: true });
    else void navigate(sourceAddress(passage));
  };
  const close = () => {
    setAt({ passages, current, isOpen: false });
    focusOn(list, current);
  };
  const compare = (passage = passages[current]) => {
    if (!passage) return;
    if (!chosen || chosen.revision === passage.revision) setChosen(chosen ? null : passage);
    else void navigate(`/compare?left=${chosen.revision}&right=${passage.revision}`);
  };
  const opened = isWide && isOpen ? (passages[current] ?? null) : null;
  return { current: passages[current] ?? null, opened, chosen, move, open, close, compare, goOn };
}

function focusOn(list: RefObject<HTMLElement | null>, index: number): void {
  list.current?.querySelectorAll<HTMLElement>('[data-result]')[index]?.focus();
}
