import type { Attention } from '#contracts';

/**
 * How long something was before the reader and which of its citations they opened. On narrow screens a citation opens on a
 * page of its own, so the tab remembers both until it is closed; time with the tab in the background does not count.
 */
export class ReadingWatch {
  private spentMs = 0;
  private citations = new Set<string>();
  private since: number | null = null;

  /** @param key Under which the tab remembers it; without storage it lasts as long as the page. */
  constructor(private readonly key: string) {
    try {
      const kept = JSON.parse(sessionStorage.getItem(key) ?? '{}') as { spentMs?: number; citations?: string[] };
      this.spentMs = kept.spentMs ?? 0;
      this.citations = new Set(kept.citations);
    } catch {
      this.spentMs = 0;
    }
  }

  /** Count from now on. @returns Stops counting. */
  run(): () => void {
    const onChange = () => (document.visibilityState === 'visible' ? this.start() : this.pause());
    onChange();
    document.addEventListener('visibilitychange', onChange);
    return () => {
      this.pause();
      document.removeEventListener('visibilitychange', onChange);
    };
  }

  opened(citation: string): void {
    this.citations.add(citation);
    this.save();
  }

  measure(): Attention {
    const running = this.since === null ? 0 : performance.now() - this.since;
    return { timeSpentMs: Math.round(this.spentMs + running), citationsOpened: this.citations.size };
  }

  private start(): void {
    this.since ??= performance.now();
  }

  private pause(): void {
    if (this.since !== null) this.spentMs += performance.now() - this.since;
    this.since = null;
    this.save();
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
