import { KnowledgeError } from '#knowledge';
import { ModelNotLoaded } from '#models';
import type { ModelRole, ModelStore, StoredModel } from '#models';
import type { Progress } from './progress.js';

interface Disposable {
  /** Bytes that its work may take besides its weights. */
  readonly contextBytes: number;
  dispose(): Promise<void>;
}

interface Shelved<Loaded> {
  readonly stored: StoredModel;
  readonly loaded: Promise<Loaded>;
  users: number;
  /** What it may take in memory; its file alone while it is being loaded. */
  bytes: number;
  lastUsed: number;
  isLoading: boolean;
}

/** Weights may lie in memory twice: as they are in the file, and laid out anew for this processor. */
const COPIES = 2;

/**
 * The loaded models of one role. A model is loaded at its first use, after its file was found to be the recorded one, and
 * disposed when idle. Which model is in use is asked anew each time, so a change of the registry needs no restart.
 */
export class ModelShelf<Loaded extends Disposable> {
  private readonly shelved = new Map<string, Shelved<Loaded>>();

  constructor(
    private readonly store: ModelStore,
    private readonly role: ModelRole,
    /** Calls `moved` as it gets on, since a large file takes long. */
    private readonly load: (stored: StoredModel, moved: () => void) => Promise<Loaded>,
    /** `several` keeps two models side by side (an index is rebuilt while the old one serves); `one` makes room first. */
    private readonly room: 'one' | 'several',
    private readonly progress: Progress,
  ) {}

  /** Names of the models in memory. */
  get names(): string[] {
    return [...this.shelved.values()].map(({ stored }) => stored.name);
  }

  /** Whether a model is on its way into memory, so that {@link bytes} does not say yet what it takes. */
  get isLoading(): boolean {
    return [...this.shelved.values()].some((entry) => entry.isLoading);
  }

  /** Bytes that the models in memory may take. */
  get bytes(): number {
    return [...this.shelved.values()].reduce((sum, entry) => sum + entry.bytes, 0);
  }

  /**
   * Work with a model; it stays loaded meanwhile.
   * @param name The model in use when absent.
   * @throws ModelRoleEmpty, ModelNotFound, ModelCorrupt; whatever the work throws.
   */
  async use<T>(name: string | undefined, work: (loaded: Loaded, stored: StoredModel) => Promise<T>): Promise<T> {
    const stored = await this.store.checked(this.role, name);
    const entry = this.take(stored);
    entry.users++;
    try {
      return await work(await entry.loaded, stored);
    } finally {
      entry.users--;
      entry.lastUsed = Date.now();
    }
  }

  /** Dispose models that nobody has used for a while. */
  async unloadIdle(idleMs: number, keepInUse: boolean): Promise<void> {
    const kept = keepInUse ? (await this.store.inUse(this.role))?.sha256 : undefined;
    await this.unload((entry) => entry.stored.sha256 !== kept && Date.now() - entry.lastUsed >= idleMs);
  }

  async dispose(): Promise<void> {
    await this.unload(() => true);
  }

  private take(stored: StoredModel): Shelved<Loaded> {
    const found = this.shelved.get(stored.sha256);
    if (found) return found;
    const entry: Shelved<Loaded> = {
      stored,
      loaded: this.loadInto(stored),
      users: 0,
      bytes: stored.sizeBytes * COPIES,
      lastUsed: Date.now(),
      isLoading: true,
    };
    this.shelved.set(stored.sha256, entry);
    // A failure reaches whoever asked; the next request tries anew.
    entry.loaded.then(
      ({ contextBytes }) => {
        entry.bytes += contextBytes;
        entry.isLoading = false;
      },
      () => this.shelved.delete(stored.sha256),
    );
    return entry;
  }

  private async loadInto(stored: StoredModel): Promise<Loaded> {
    if (this.room === 'one') await this.unload((entry) => entry.stored.sha256 !== stored.sha256 && entry.users === 0);
    try {
      return await this.progress.during((moved) => this.load(stored, moved));
    } catch (cause) {
      if (cause instanceof KnowledgeError) throw cause;
      const message = `The model "${stored.name}" could not be loaded, most likely for want of memory. Use a smaller one.`;
      throw new ModelNotLoaded(message, { cause, particulars: { name: stored.name } });
    }
  }

  private async unload(isUnwanted: (entry: Shelved<Loaded>) => boolean): Promise<void> {
    for (const [key, entry] of this.shelved) {
      if (entry.users > 0 || !isUnwanted(entry)) continue;
      this.shelved.delete(key);
      await entry.loaded.then(
        (loaded) => loaded.dispose(),
        () => undefined,
      );
    }
  }
}
