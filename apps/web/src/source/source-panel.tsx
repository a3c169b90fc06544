import type { CitationView } from '#contracts';
import { useEffect, useRef } from 'react';
import { strings } from '../strings/index.js';
import { PassageFrame } from './passage-frame.js';

const words = strings.source;

/** The cited source beside the answer. Takes the focus when it opens; Escape closes it. */
export function SourcePanel({ citation, onClose }: { citation: CitationView; onClose: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [citation]);
  return (
    <PassageFrame
      passage={citation}
      label={words.panel}
      closeLabel={words.close}
      onClose={onClose}
      headingRef={heading}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      [{citation.n}] <bdi>{citation.title}</bdi>
    </PassageFrame>
  );
}
