import { useEffect, useState } from 'react';

const secondsUntil = (at: number | null) => (at === null ? 0 : Math.max(0, Math.ceil((at - Date.now()) / 1_000)));

/** Whole seconds until a moment (ms since 1970), counted down to 0; 0 for none. */
export function useSecondsLeft(at: number | null): number {
  const [left, setLeft] = useState(() => secondsUntil(at));
  useEffect(() => {
    setLeft(secondsUntil(at));
    if (at === null) return;
    const ticking = setInterval(() => {
      setLeft(secondsUntil(at));
      if (Date.now() >= at) clearInterval(ticking);
    }, 1_000);
    return () => clearInterval(ticking);
  }, [at]);
  return left;
}
