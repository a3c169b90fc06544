import { useEffect, useRef } from 'react';

/** @returns For the button that opens something: it is given the focus that goes with what is closed. */
export function useFocusAfter(isOpened: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const was = useRef(isOpened);
  useEffect(() => {
    if (was.current && !isOpened && document.activeElement === document.body) button.current?.focus();
    was.current = isOpened;
  }, [isOpened]);
  return button;
}
