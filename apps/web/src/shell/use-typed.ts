import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';

/** Whether somebody has typed or chosen something on the page that is shown. */
export function useTyped(): boolean {
  const { pathname } = useLocation();
  const [typedAt, setTypedAt] = useState<string | null>(null);
  useEffect(() => {
    const note = () => setTypedAt(pathname);
    // Choosing from a list that the page draws itself changes no field of the browser's; Enter clicks there, too.
    const noteChoice = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest('[role="option"]')) note();
    };
    document.addEventListener('input', note);
    document.addEventListener('click', noteChoice, true);
    return () => {
      document.removeEventListener('input', note);
      document.removeEventListener('click', noteChoice, true);
    };
  }, [pathname]);
  return typedAt === pathname;
}
