import type { CatalogueList, ModelList, ModelRoleName, ModelVerification, ModelView } from '#contracts';

/** What to download. @see isAddress */
export interface PullOrder {
  /** http(s) address, or the name of a catalogue entry. */
  readonly what: string;
  readonly name?: string;
  readonly sha256?: string;
}

/** Hears how far a transfer is; null while the whole is not known. */
export type OnBytes = (done: number, total: number | null) => void;

/** Hears, of a download or a copy that has to wait, the names of those whose end it waits for; each time that they are others. */
export type OnWaiting = (forNames: readonly string[]) => void;

/** The model store, through the service or, while none runs, straight in the data folder. */
export interface ModelDesk {
  list(): Promise<ModelList>;
  catalogue(): Promise<CatalogueList>;
  pull(order: PullOrder, onBytes: OnBytes, onWaiting: OnWaiting): Promise<ModelView>;
  /** @param name Of the copy. */
  quantize(model: string, name: string | undefined, onBytes: OnBytes, onWaiting: OnWaiting): Promise<ModelView>;
  importFile(path: string, name: string | undefined, onBytes: OnBytes): Promise<ModelView>;
  verify(): Promise<ModelVerification>;
  use(role: ModelRoleName, name: string): Promise<ModelView>;
  release(role: ModelRoleName): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Anything with a scheme; names of the catalogue have none. */
export const isAddress = (what: string): boolean => /^[a-z]+:\/\//i.test(what);
