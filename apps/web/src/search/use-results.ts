import type { PassageView } from '#contracts';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useNavigate } from 'react-router';
import { useIsWide } from '../shared/use-screen-width.js';
import { sourceAddress } from '../source/source-address.js';
import { passageKey, placeToGoOn } from './place-to-go-on.js';

interface Place {
  /** The result that it is in. */
  readonly of: readonly PassageView[];
  readonly passage: string | null;
  readonly isOpen: boolean;
}

/**
 * Which of the passages is current, which is open, and which was chosen for comparing. A new result begins anew.
 * @param found Of one result; the same array while it is the same result.
 * @param inSight Those of them that are on the page.
 * @param shown How many entries were asked for.
 * @param list Holds a focusable `[data-result]` of each that is on the page, in their order.
 */
export function useResults(
  found: readonly PassageView[],
  inSight: readonly PassageView[],
  shown: number,
  list: RefObject<HTMLElement | null>,
) {
  const isWide = useIsWide();
  const navigate = useNavigate();
  const [at, setAt] = useState<Place>({ of: found, passage: null, isOpen: false });
  const [chosen, setChosen] = useState<PassageView | null>(null);
  const { passage: key, isOpen } = at.of === found ? at : { passage: null, isOpen: false };
  const place = inSight.findIndex((passage) => passageKey(passage) === key);
  const current = inSight[place] ?? null;
  const goTo = (passage: PassageView, opens: boolean) =>
    setAt({ of: found, passage: passageKey(passage), isOpen: opens });

  // Where more were asked for, the first of them is gone on with once they are here; another search begins at its top.
  const asked = useRef<{ of: readonly PassageView[]; before: readonly PassageView[]; shown: number } | null>(null);
  useEffect(() => {
    if (asked.current === null || asked.current.of === found) return;
    const { before, shown: awaited } = asked.current;
    asked.current = null;
    const next = inSight[placeToGoOn(before, inSight)];
    if (awaited !== shown || !next) return;
    focusOn(list, inSight.indexOf(next));
    setAt({ of: found, passage: passageKey(next), isOpen: false });
  }, [found, inSight, shown, list]);
  const goOn = (more: number) => void (asked.current = { of: found, before: inSight, shown: more });

  const move = (step: 1 | -1) => {
    const next = Math.min(inSight.length - 1, Math.max(0, place + step));
    if (inSight.length === 0) return;
    goTo(inSight[next]!, isOpen);
    focusOn(list, next);
  };
  /** To a passage without opening it; what was open stays so. */
  const select = (passage: PassageView) => goTo(passage, isOpen);
  const open = (passage = current) => {
    if (!passage) return;
    if (isWide) goTo(passage, true);
    else void navigate(sourceAddress(passage));
  };
  const close = () => {
    if (current) goTo(current, false);
    focusOn(list, place);
  };
  const compare = (passage = current) => {
    if (!passage) return;
    if (!chosen || chosen.revision === passage.revision) setChosen(chosen ? null : passage);
    else void navigate(`/compare?left=${chosen.revision}&right=${passage.revision}`);
  };
  const focus = (passage: PassageView) => focusOn(list, inSight.indexOf(passage));
  const opened = isWide && isOpen ? current : null;
  return { current, opened, chosen, move, select, focus, open, close, compare, goOn };
}

function focusOn(list: RefObject<HTMLElement | null>, index: number): void {
  list.current?.querySelectorAll<HTMLElement>('[data-result]')[index]?.focus();
}
