import type { Attention, CitationView } from '#contracts';
import { useEffect, useMemo, useState } from 'react';

export interface MeasuredAttention {
  citationOpened: (citation: CitationView) => void;
  /** How much care was taken so far: what the service is told when the reader signs. */
  measure: () => Attention;
}

/**
 * Measures how long a decision was before the reader and which of its citations they opened. On narrow screens a citation
 * opens on a page of its own, so the tab remembers both until it is closed; time with the tab in the background counts not.
 */
export function useAttention(decision: string): MeasuredAttention {
  const [kept] = useState(() => new Kept(`attention:${decision}`));
  useEffect(() => {
    let since = document.visibilityState === 'visible' ? performance.now() : null;
    const pause = () => {
      if (since !== null) kept.spend(performance.now() - since);
      since = null;
    };
    const onChange = () => {
      if (document.visibilityState === 'visible') since ??= performance.now();
      else pause();
    };
    kept.watching = () => (since === null ? 0 : performance.now() - since);
    document.addEventListener('visibilitychange', onChange);
    return () => {
      pause();
      kept.watching = () => 0;
      document.removeEventListener('visibilitychange', onChange);
    };
  }, [kept]);
  return useMemo(
    () => ({
      citationOpened: ({ revision, span }) => kept.opened(`${revision}:${span.join('-')}`),
      measure: () => kept.measure(),
    }),
    [kept],
  );
}

/** What is remembered in the tab; without storage it lasts as long as the page. */
class Kept {
  private spentMs = 0;
  private citations = new Set<string>();
  watching: () => number = () => 0;

  constructor(private readonly key: string) {
    try {
      const { spentMs = 0, citations = [] } = JSON.parse(sessionStorage.getItem(key) ?? '{}') as {
        spentMs?: number;
        citations?: string[];
      };
      this.spentMs = spentMs;
      this.citations = new Set(citations);
    } catch {
      this.spentMs = 0;
    }
  }

  spend(ms: number): void {
    this.spentMs += ms;
    this.save();
  }

  opened(citation: string): void {
    this.citations.add(citation);
    this.save();
  }

  measure(): Attention {
    return { timeSpentMs: Math.round(this.spentMs + this.watching()), citationsOpened: this.citations.size };
  }

  private save(): void {
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ spentMs: this.spentMs, citations: [...this.citations] }));
    } catch {
      // A full or forbidden storage costs the memory of this page, nothing else.
      return;
    }
  }
}
