import type { ZodType } from 'zod';
import { strings } from '../strings/index.js';
import { ApiError, errorFromBody, parseJson } from './api-error.js';
import { API, checked } from './http.js';

interface Sending {
  /** Below the API's own address. */
  path: string;
  body: FormData | Blob;
  /** Only for a body that does not bring its own. */
  contentType?: string;
  /** Called with the share sent, in [0, 1]. */
  onProgress: (share: number) => void;
  signal?: AbortSignal;
}

/**
 * POST a large body. XMLHttpRequest, because `fetch` cannot report how much has been sent.
 * @throws ApiError as `call` does; a DOMException named `AbortError` when `signal` ends it.
 */
export function sendWithProgress<T>(schema: ZodType<T>, sending: Sending): Promise<T> {
  const { path, body, contentType, onProgress, signal } = sending;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${API}${path}`);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('x-chancery-request', '1');
    if (contentType) request.setRequestHeader('content-type', contentType);
    request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0);
    request.onerror = () => reject(new ApiError(0, 'network.unreachable', strings.errors.unreachable));
    request.onabort = () => reject(new DOMException('The upload was cancelled.', 'AbortError'));
    request.onload = () => {
      try {
        if (request.status < 200 || request.status > 299)
          throw errorFromBody(request.status, request.responseText, request.getResponseHeader('retry-after'));
        resolve(checked(schema, parseJson(request.responseText), request.status));
      } catch (error) {
        reject(error);
      }
    };
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}
