import { useTimeout } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { copyText } from './copy-text.js';
import { showToCopy } from './show-to-copy.js';

const SHOWN_MS = 2_000;

interface Props {
  value: string;
  /** @param state.copied For a moment after it was. */
  children: (state: { copied: boolean; copy: () => void }) => ReactNode;
}

/** Lends a button the means to copy: what the browser doesn't let be copied is offered to be copied by hand. */
export function CopyButton({ value, children }: Props) {
  const [copied, setCopied] = useState(false);
  const { start } = useTimeout(() => setCopied(false), SHOWN_MS);
  const copy = () =>
    void copyText(value).then((isCopied) => {
      if (!isCopied) return showToCopy(value);
      setCopied(true);
      start();
    });
  return children({ copied, copy });
}
