import { uploadResult } from '#contracts';
import type { UploadResult } from '#contracts';
import { strings } from '../strings/index.js';
import { ApiError, errorFromBody, parseJson } from './api-error.js';
import { API, checked } from './http.js';

export interface Upload {
  file: File;
  /** Place in the collection, folders separated by `/`. */
  path: string;
  /** Collection name. */
  collection: string;
}

/**
 * Send one file. XMLHttpRequest, because `fetch` cannot report how much has been sent.
 * @param onProgress Called with the share sent, in [0, 1].
 */
export function uploadFile(
  { file, path, collection }: Upload,
  onProgress: (share: number) => void,
): Promise<UploadResult> {
  const form = new FormData();
  form.append('collection', collection);
  form.append('paths', JSON.stringify([path]));
  form.append('files', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${API}/documents`);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('x-chancery-request', '1');
    request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0);
    request.onerror = () => reject(new ApiError(0, 'network.unreachable', strings.errors.unreachable));
    request.onload = () => {
      try {
        resolve(readReply(request.status, request.responseText));
      } catch (error) {
        reject(error);
      }
    };
    request.send(form);
  });
}

function readReply(status: number, body: string): UploadResult {
  if (status < 200 || status > 299) throw errorFromBody(status, body);
  return checked(uploadResult, parseJson(body), status);
}
