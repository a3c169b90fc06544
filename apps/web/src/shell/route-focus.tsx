import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/**
 * After a change of page, moves the focus to the new page's heading and the view to its top; unless whoever led there
 * says, with the location state `keepsFocus`, that the reader goes on where they are.
 */
export function RouteFocus({ mainId }: { mainId: string }) {
  const { pathname, state } = useLocation() as { pathname: string; state: { keepsFocus?: boolean } | null };
  const keepsFocus = state?.keepsFocus === true;
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current === pathname) return;
    previous.current = pathname;
    if (keepsFocus) return;
    window.scrollTo(0, 0);
    const main = document.getElementById(mainId);
    (main?.querySelector<HTMLElement>('h1') ?? main)?.focus({ preventScroll: true });
  }, [pathname, mainId, keepsFocus]);
  return null;
}
