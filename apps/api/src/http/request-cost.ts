import type { Request } from 'express';

const QUESTIONS =
  /^\/(?:api\/v1\/(?:questions|records\/[^/]+\/replay|conversations\/[^/]+\/(?:questions|turns\/[^/]+\/regenerate))|v1\/chat\/completions)$/;
const UPLOADS = /^\/api\/v1\/(?:documents|models\/import)\b/;
const PROBES = /^\/(?:health\/|metrics$)/;
const MEGABYTE = 1024 * 1024;

export interface RequestCost {
  readonly questions: number;
  /** Begun ones. */
  readonly uploadMegabytes: number;
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
  const bytes = isPost && UPLOADS.test(path) ? Number(headers['content-length'] ?? 0) : 0;
  return {
    questions: isPost ? questions : 0,
    uploadMegabytes: Number.isFinite(bytes) ? Math.ceil(bytes / MEGABYTE) : 0,
    isProbe: PROBES.test(path),
  };
}

function asksByTool(message: unknown): boolean {
  const { method, params } = (message ?? {}) as { method?: unknown; params?: { name?: unknown } };
  return method === 'tools/call' && params?.name === 'ask';
}
