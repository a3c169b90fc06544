import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

const TYPING_PAUSE_MS = 300;

/**
 * A condition that is typed: it has its own text while somebody types, until it is changed from elsewhere.
 * @returns The text, and what to call with each new one; it is applied, trimmed, when the typing pauses.
 */
export function useTypedFilter(
  applied: string,
  apply: (text: string) => void,
): readonly [string, (text: string) => void] {
  const [typed, setTyped] = useState(applied);
  const [last, setLast] = useState(applied);
  const [sent, setSent] = useState(applied);
  // Changed from elsewhere, as by going back; what comes back from here may be behind what was typed since.
  if (applied !== last) {
    setLast(applied);
    if (applied !== sent) {
      setTyped(applied);
      setSent(applied);
    }
  }
  const applyLater = useDebouncedCallback((text: string) => {
    setSent(text.trim());
    apply(text.trim());
  }, TYPING_PAUSE_MS);
  return [
    typed,
    (text) => {
      setTyped(text);
      applyLater(text);
    },
  ];
}
