import type { BackupStage, OnProgress } from '#backup';
import type { Progress, StartProgress } from '../output/progress.js';

const WORDS: Readonly<Record<BackupStage, string>> = {
  originals: 'Original files',
  index: 'Search index',
  database: 'Database',
  models: 'Models',
  checking: 'Checking',
  restoring: 'Putting back',
};

/** One bar after another: each stage has its own. */
export class Stages {
  private running: { readonly stage: BackupStage; readonly total: number; readonly progress: Progress } | null = null;

  constructor(private readonly start: StartProgress) {}

  readonly onProgress: OnProgress = (stage, done, total) => {
    const known = total ?? 0;
    if (this.running?.stage !== stage || this.running.total !== known) {
      this.end();
      this.running = { stage, total: known, progress: this.start(WORDS[stage], known) };
    }
    this.running.progress.advanceTo(done);
  };

  end(): void {
    this.running?.progress.end();
    this.running = null;
  }
}
