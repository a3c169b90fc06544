import { uploadResult } from '#contracts';
import type { UploadResult } from '#contracts';
import { sendWithProgress } from './send-with-progress.js';

/** One file on its way to the library, and where it goes. */
export interface Upload {
  file: File;
  /** Place in the collection, folders separated by `/`. */
  path: string;
  /** Collection name. */
  collection: string;
  /** Number of the matter that it is put under; null for none. */
  matter: string | null;
}

/**
 * Send one file to the library.
 * @param onProgress Called with the share sent, in [0, 1].
 */
export function uploadFile(
  { file, path, collection, matter }: Upload,
  onProgress: (share: number) => void,
): Promise<UploadResult> {
  const body = new FormData();
  body.append('collection', collection);
  if (matter !== null) body.append('matter', matter);
  body.append('paths', JSON.stringify([path]));
  body.append('files', file, file.name);
  return sendWithProgress(uploadResult, { path: '/documents', body, onProgress });
}
