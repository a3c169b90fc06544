import { modelView } from '#contracts';
import type { ModelView } from '#contracts';
import { queryString } from './http.js';
import { sendWithProgress } from './send-with-progress.js';

/** A file for the model store, and what is known of it. */
export interface ModelImport {
  file: File;
  /** Name to keep it under. */
  name: string;
  /** Refuse any other content; not checked when empty. */
  sha256: string;
}

/**
 * Send a GGUF file to the model store.
 * @param onProgress Called with the share sent, in [0, 1].
 */
export const importModelFile = (
  { file, name, sha256 }: ModelImport,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<ModelView> =>
  sendWithProgress(modelView, {
    path: `/models/import${queryString({ name, sha256 })}`,
    body: file,
    contentType: 'application/octet-stream',
    onProgress,
    signal,
  });
