import type { Request } from 'express';
import { MEGABYTE } from './upload-meter.js';

const QUESTIONS =
  /^\/(?:api\/v1\/(?:questions|records\/[^/]+\/replay|conversations\/[^/]+\/(?:questions|turns\/[^/]+\/regenerate))|v1\/chat\/completions)$/;
const UPLOADS = /^\/api\/v1\/(?:documents|models\/import)\b/;
const PROBES = /^\/(?:health\/|metrics$)/;

/** What a request takes of the limits, told before its body is read. */
export interface RequestCost {
  /** At least one; each message of a batch is one. */
  readonly requests: number;
  readonly questions: number;
  /** Begun ones. */
  readonly uploadMegabytes: number;
  /** It did not tell its length: what is more than the first megabyte has to be counted as it arrives. */
  readonly isMetered: boolean;
  /** It asks whether the service is well, as machines do all the time. */
  readonly isProbe: boolean;
}

/** What a request uses of the quotas, as far as it tells before it is read. */
export function costOf({
  method,
  path,
  headers,
  body,
}: Pick<Request, 'method' | 'path' | 'headers' | 'body'>): RequestCost {
  const isPost = method === 'POST' || method === 'PUT';
  const messages = path === '/mcp' ? (Array.isArray(body) ? (body as unknown[]) : [body]) : [];
  const questions = QUESTIONS.test(path) ? 1 : messages.filter(asksByTool).length;
  const isUpload = isPost && UPLOADS.test(path);
  const isMetered = isUpload && headers['transfer-encoding'] !== undefined;
  const bytes = isUpload ? Number(headers['content-length'] ?? 0) : 0;
  return {
    requests: Math.max(1, messages.length),
    questions: isPost ? questions : 0,
    uploadMegabytes: isMetered ? 1 : Number.isFinite(bytes) ? Math.ceil(bytes / MEGABYTE) : 0,
    isMetered,
    isProbe: PROBES.test(path),
  };
}

function asksByTool(message: unknown): boolean {
  const { method, params } = (message ?? {}) as { method?: unknown; params?: { name?: unknown } };
  return method === 'tools/call' && params?.name === 'ask';
}
