import type { ZodType } from 'zod';
import { strings } from '../strings/index.js';
import { ApiError, errorFromBody, isAbort, parseJson, toApiError } from './api-error.js';

/** Where every route of the service begins, without a slash at its end. */
export const API = '/api/v1';

/** How a call differs from a plain `GET` that expects JSON. */
export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  accept?: string;
  signal?: AbortSignal | undefined;
}

/** Id of the view that this portal believes to look through; its requests are answered within it or not at all. */
let view: string | null = null;
/** Have later calls say which view this portal looks through. @param id As the session tells it; null for one's own eyes. */
export function setView(id: string | null): void {
  view = id;
}

/**
 * Call the service with the session cookie.
 * @throws ApiError for an unreachable service or any status outside 200–299. Aborts are re-thrown as they are.
 */
export async function call(path: string, options: CallOptions = {}): Promise<Response> {
  const { method = 'GET', body, accept = 'application/json', signal } = options;
  const headers: Record<string, string> = { accept };
  if (body !== undefined) headers['content-type'] = 'application/json';
  // A form on another site cannot set this header, so a cookie alone changes nothing.
  if (method !== 'GET') headers['x-chancery-request'] = '1';
  if (view !== null) headers['x-chancery-view'] = view;
  const response = await reach(`${API}${path}`, {
    method,
    headers,
    credentials: 'same-origin',
    signal: signal ?? null,
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (!response.ok) {
    const error = errorFromBody(response.status, await response.text(), response.headers.get('retry-after'));
    // What is on the page was seen with somebody else's eyes: it goes.
    if (error.code === 'view.ended' && view !== null) window.location.reload();
    throw error;
  }
  return response;
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    throw isAbort(error) ? error : toApiError(error);
  }
}

/** `call`, with the reply checked against its contract. */
export async function callFor<T>(schema: ZodType<T>, path: string, options?: CallOptions): Promise<T> {
  const response = await call(path, options);
  return checked(schema, parseJson(await response.text()), response.status);
}

/** @throws ApiError `response.unexpected` when the reply breaks the contract: portal and service differ in version. */
export function checked<T>(schema: ZodType<T>, value: unknown, status: number): T {
  if (value === undefined) throw new ApiError(status, 'response.unreadable', strings.errors.unreadable);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ApiError(status, 'response.unexpected', strings.errors.unexpected, null, { cause: parsed.error });
}

/** @returns `?a=1&b=2`, leaving out what is empty. */
export function queryString(values: Record<string, string | number | boolean | undefined>): string {
  const present = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return present.length === 0 ? '' : `?${new URLSearchParams(present.map(([key, value]) => [key, String(value)]))}`;
}
