import type { NestExpressApplication } from '@nestjs/platform-express';
import * as contracts from '#contracts';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';

interface Route {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodObject;
  readonly reply?: z.ZodType;
  readonly status?: number;
  readonly isOpen?: boolean;
  readonly contentType?: string;
}

const page = z.object({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(200).default(50) });

/** Every public route. A test compares this list with what the server really answers. */
export const ROUTES: readonly Route[] = [
  { method: 'get', path: '/api/v1/session', summary: 'Who is signed in', reply: contracts.sessionView },
  {
    method: 'post',
    path: '/api/v1/session',
    summary: 'Sign in with a one-time link',
    body: contracts.signIn,
    reply: contracts.sessionView,
    isOpen: true,
  },
  { method: 'delete', path: '/api/v1/session', summary: 'Sign out', status: 204 },
  {
    method: 'post',
    path: '/api/v1/sign-in-links',
    summary: 'Make a one-time sign-in link',
    reply: contracts.signInLink,
    status: 201,
  },
  {
    method: 'get',
    path: '/api/v1/collections',
    summary: 'Collections with their documents counted',
    reply: contracts.collectionList,
  },
  {
    method: 'post',
    path: '/api/v1/collections',
    summary: 'Make a collection',
    body: contracts.createCollection,
    reply: contracts.collectionView,
    status: 201,
  },
  { method: 'delete', path: '/api/v1/collections/{id}', summary: 'Remove an empty or scratch collection', status: 204 },
  {
    method: 'post',
    path: '/api/v1/documents',
    summary: 'Upload files',
    body: contracts.uploadFields,
    reply: contracts.uploadResult,
    status: 201,
    contentType: 'multipart/form-data',
  },
  {
    method: 'post',
    path: '/api/v1/documents/check',
    summary: 'Which of these files are unchanged',
    body: contracts.checkFiles,
    reply: contracts.checkResult,
  },
  {
    method: 'post',
    path: '/api/v1/documents/retry',
    summary: 'Read failed documents again',
    body: contracts.retryFailed,
    reply: z.object({ retried: z.int() }),
  },
  {
    method: 'get',
    path: '/api/v1/documents',
    summary: 'Documents, newest change first',
    query: contracts.documentQuery,
    reply: contracts.documentList,
  },
  {
    method: 'get',
    path: '/api/v1/documents/{id}',
    summary: 'One document with its revisions',
    reply: contracts.documentDetail,
  },
  {
    method: 'delete',
    path: '/api/v1/documents/{id}',
    summary: 'Take a document out of searches; its revisions stay citable',
    reply: contracts.documentDetail,
  },
  {
    method: 'post',
    path: '/api/v1/documents/{id}/restore',
    summary: 'Put a removed document back',
    reply: contracts.documentDetail,
  },
  {
    method: 'get',
    path: '/api/v1/revisions/{id}/text',
    summary: 'The stored text that citations point into',
    reply: contracts.revisionText,
  },
  { method: 'get', path: '/api/v1/revisions/{id}/file', summary: 'The original file' },
  {
    method: 'post',
    path: '/api/v1/search',
    summary: 'Search for passages',
    body: contracts.searchRequest,
    reply: contracts.searchResult,
  },
  {
    method: 'post',
    path: '/api/v1/questions',
    summary: 'Ask; with Accept: text/event-stream the answer is streamed',
    body: contracts.askQuestion,
    reply: contracts.answerDocument,
    status: 201,
  },
  {
    method: 'get',
    path: '/api/v1/records',
    summary: 'Records of answers, newest first',
    query: page,
    reply: contracts.recordList,
  },
  { method: 'get', path: '/api/v1/records/{id}', summary: 'One sealed record', reply: contracts.recordDetail },
  {
    method: 'get',
    path: '/api/v1/log/checkpoint',
    summary: 'Size and root of the log',
    reply: contracts.logCheckpoint,
  },
  {
    method: 'get',
    path: '/api/v1/log/verify',
    summary: 'Re-derive the whole log and every record',
    reply: contracts.logVerification,
  },
  { method: 'get', path: '/api/v1/status', summary: 'How the service is', reply: contracts.statusView },
  { method: 'get', path: '/api/v1/doctor', summary: 'What is wrong and what to do', reply: contracts.doctorView },
  {
    method: 'get',
    path: '/api/v1/models',
    summary: 'Models in use',
    reply: z.object({ models: z.array(contracts.modelView) }),
  },
  {
    method: 'post',
    path: '/api/v1/index/rebuild',
    summary: 'Build the index anew with the embedder in use, then switch to it',
    reply: z.object({ accepted: z.boolean() }),
    status: 202,
  },
  { method: 'get', path: '/health/live', summary: 'The process runs', isOpen: true },
  { method: 'get', path: '/health/ready', summary: 'Questions can be answered', isOpen: true },
  { method: 'get', path: '/metrics', summary: 'Prometheus metrics' },
];

/** The OpenAPI 3.1 document, derived from the contracts. */
export function openApiDocument(): OpenAPIObject {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of ROUTES) (paths[route.path] ??= {})[route.method] = operationOf(route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Chancery',
      version: '1',
      description: 'Errors are { code, message, correlationId }; codes are listed in docs/errors.md.',
    },
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'chancery_session' },
      },
    },
    security: [{ key: [] }, { session: [] }],
  };
}

function operationOf({
  path,
  summary,
  body,
  query,
  reply,
  status = 200,
  isOpen,
  contentType = 'application/json',
}: Route): unknown {
  const content = (schema: z.ZodType, io: 'input' | 'output', type = 'application/json') => ({
    [type]: { schema: schemaOf(schema, io) },
  });
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = query
    ? Object.entries(query.shape).map(([name, schema]) => ({
        name,
        in: 'query',
        required: false,
        schema: schemaOf(schema as z.ZodType, 'input'),
      }))
    : [];
  return {
    summary,
    ...(isOpen ? { security: [] } : {}),
    parameters: [...inPath, ...inQuery],
    ...(body ? { requestBody: { required: true, content: content(body, 'input', contentType) } } : {}),
    responses: {
      [status]: { description: 'Done', ...(reply ? { content: content(reply, 'output') } : {}) },
      default: { description: 'A coded error', content: content(contracts.errorBody, 'output') },
    },
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}

/** `/api/openapi.json`, and a page to read it at `/api/docs`. */
export function publishOpenApi(app: NestExpressApplication): void {
  // The page brings inline styles of its own and loads nothing from elsewhere.
  app.use(
    '/api/docs',
    (_request: unknown, response: { setHeader(name: string, value: string): void }, next: () => void) => {
      response.setHeader(
        'Content-Security-Policy',
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
      );
      next();
    },
  );
  SwaggerModule.setup('api/docs', app, openApiDocument(), { jsonDocumentUrl: 'api/openapi.json' });
}
