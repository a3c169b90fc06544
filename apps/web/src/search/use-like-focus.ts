import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/**
 * Among the results of one document's like, and back from there, what had the focus is gone.
 * @param like Id of what the like is looked for of; null for words.
 * @param box Gets the focus when it is about words again.
 * @returns For the button that leads back to the words, which gets it when the like of something is looked for.
 */
export function useLikeFocus(like: string | null, box: RefObject<HTMLElement | null>) {
  const back = useRef<HTMLButtonElement>(null);
  const before = useRef(like);
  useEffect(() => {
    if (before.current === like) return;
    before.current = like;
    (like === null ? box : back).current?.focus();
  }, [like, box]);
  return back;
}
