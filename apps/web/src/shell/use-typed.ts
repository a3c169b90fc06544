import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';

/** Whether somebody has typed or chosen something on the page that is shown. */
export function useTyped(): boolean {
  const { pathname } = useLocation();
  const [typedAt, setTypedAt] = useState<string | null>(null);
  useEffect(() => {
    const note = () => setTypedAt(pathname);
    document.addEventListener('input', note);
    return () => document.removeEventListener('input', note);
  }, [pathname]);
  return typedAt === pathname;
}
