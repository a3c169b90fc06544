import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** After a change of page, moves the focus to the new page's heading and the view to its top. */
export function RouteFocus({ mainId }: { mainId: string }) {
  const { pathname } = useLocation();
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current === pathname) return;
    previous.current = pathname;
    window.scrollTo(0, 0);
    const main = document.getElementById(mainId);
    (main?.querySelector<HTMLElement>('h1') ?? main)?.focus({ preventScroll: true });
  }, [pathname, mainId]);
  return null;
}
