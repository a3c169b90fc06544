import type { NestExpressApplication } from '@nestjs/platform-express';
import * as contracts from '#contracts';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { ACCESS_ROUTES } from './openapi/access-routes.js';
import { DECISION_ROUTES } from './openapi/decision-routes.js';
import { EVIDENCE_ROUTES } from './openapi/evidence-routes.js';
import { IDENTITY_ROUTES } from './openapi/identity-routes.js';
import { LOG_ROUTES } from './openapi/log-routes.js';
import { VIEW_ROUTES } from './openapi/view-routes.js';
import { SCIM_ROUTES } from './openapi/scim-routes.js';
import type { Route } from './openapi/route.js';
import { SEARCH_ROUTES } from './openapi/search-routes.js';
import { SOURCE_ROUTES } from './openapi/source-routes.js';
import { STEWARDSHIP_ROUTES } from './openapi/stewardship-routes.js';

const page = z.strictObject({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(200).default(50) });

/** Every public route. A test compares this list with what the server really answers. */
export const ROUTES: readonly Route[] = [
  ...STEWARDSHIP_ROUTES,
  ...ACCESS_ROUTES,
  ...EVIDENCE_ROUTES,
  ...SEARCH_ROUTES,
  { method: 'get', path: '/api/v1/session', summary: 'Who is signed in', reply: contracts.sessionView },
  {
    method: 'post',
    path: '/api/v1/session',
    summary: 'Sign in with a one-time link; where the person has a second factor, it is asked for',
    body: contracts.signIn,
    reply: contracts.signInReply,
    isOpen: true,
  },
  { method: 'delete', path: '/api/v1/session', summary: 'Sign out', status: 204 },
  ...IDENTITY_ROUTES,
  ...SCIM_ROUTES,
  ...VIEW_ROUTES,
  {
    method: 'post',
    path: '/api/v1/sign-in-links',
    summary: 'Make a one-time sign-in link',
    reply: contracts.signInLink,
    status: 201,
  },
  {
    method: 'get',
    path: '/api/v1/sessions',
    summary: "One's own sessions, or (administrators) other people's",
    query: contracts.whoseCredentials,
    reply: contracts.loginList,
  },
  {
    method: 'delete',
    path: '/api/v1/sessions',
    summary: "End all of a person's sessions but for the one that asks",
    query: contracts.endSessions,
    reply: contracts.endedSessions,
  },
  { method: 'delete', path: '/api/v1/sessions/{id}', summary: 'End one session', status: 204 },
  {
    method: 'get',
    path: '/api/v1/people',
    summary: 'The people of this service, oldest first',
    reply: contracts.personList,
  },
  {
    method: 'post',
    path: '/api/v1/people',
    summary: 'Add a person, with a one-time link that signs them in',
    body: contracts.addPerson,
    reply: contracts.addedPerson,
    status: 201,
  },
  { method: 'get', path: '/api/v1/people/{id}', summary: 'One person', reply: contracts.personDetail },
  {
    method: 'patch',
    path: '/api/v1/people/{id}',
    summary: 'Change name, role, sign-in name or address; suspend or reinstate',
    body: contracts.changePerson,
    reply: contracts.personDetail,
  },
  {
    method: 'post',
    path: '/api/v1/people/{id}/sign-in-links',
    summary: 'Make a one-time sign-in link for somebody',
    reply: contracts.signInLink,
    status: 201,
  },
  {
    method: 'get',
    path: '/api/v1/people/{id}/grants',
    summary: 'What somebody was granted or denied',
    reply: contracts.grantList,
  },
  {
    method: 'put',
    path: '/api/v1/people/{id}/grants/{collection}',
    summary: 'Let somebody see a collection, or bar them from it; a denial beats every right',
    body: contracts.setGrant,
    reply: contracts.grantView,
  },
  {
    method: 'delete',
    path: '/api/v1/people/{id}/grants/{collection}',
    summary: 'Take a grant or a denial back',
    status: 204,
  },
  {
    method: 'get',
    path: '/api/v1/keys',
    summary: "One's own keys, or (administrators) other people's",
    query: contracts.whoseCredentials,
    reply: contracts.keyList,
  },
  {
    method: 'post',
    path: '/api/v1/keys',
    summary: 'Make a key; its secret is shown this once',
    body: contracts.addKey,
    reply: contracts.addedKey,
    status: 201,
  },
  { method: 'delete', path: '/api/v1/keys/{id}', summary: 'Revoke a key', status: 204 },
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
  {
    method: 'patch',
    path: '/api/v1/collections/{id}',
    summary: 'Let a model of its own answer questions put to a collection',
    body: contracts.changeCollection,
    reply: contracts.collectionView,
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
    path: '/api/v1/documents/{id}/unlock',
    summary: 'Read a locked document with its password, which is kept nowhere',
    body: contracts.unlockDocument,
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
    path: '/api/v1/records/{id}/feedback',
    summary: "What stands beside a record: one's own feedback, and counts for who may read all records",
    reply: contracts.recordFeedback,
  },
  {
    method: 'put',
    path: '/api/v1/records/{id}/feedback',
    summary: 'Say what one thinks of an answer',
    body: contracts.giveFeedback,
    reply: contracts.feedbackView,
  },
  { method: 'delete', path: '/api/v1/records/{id}/feedback', summary: "Withdraw one's feedback", status: 204 },
  {
    method: 'get',
    path: '/api/v1/feedback',
    summary: 'Feedback that stands, newest first',
    query: contracts.feedbackQuery,
    reply: contracts.feedbackList,
  },
  {
    method: 'post',
    path: '/api/v1/feedback/{id}/golden-question',
    summary: 'Make a golden question of feedback',
    reply: contracts.promotedFeedback,
  },
  {
    method: 'get',
    path: '/api/v1/conversations',
    summary: "One's own conversations and shared ones, newest activity first",
    query: contracts.conversationQuery,
    reply: contracts.conversationList,
  },
  {
    method: 'post',
    path: '/api/v1/conversations',
    summary: 'Begin a conversation',
    body: contracts.createConversation,
    reply: contracts.conversationDetail,
    status: 201,
  },
  {
    method: 'get',
    path: '/api/v1/conversations/{id}',
    summary: 'A conversation with the turns of one branch',
    query: contracts.conversationBranch,
    reply: contracts.conversationDetail,
  },
  {
    method: 'patch',
    path: '/api/v1/conversations/{id}',
    summary: 'Rename, share or archive a conversation',
    body: contracts.changeConversation,
    reply: contracts.conversationDetail,
  },
  {
    method: 'delete',
    path: '/api/v1/conversations/{id}',
    summary: 'Take a conversation out of the lists; its records remain',
    status: 204,
  },
  {
    method: 'put',
    path: '/api/v1/conversations/{id}/branch',
    summary: 'Choose the branch that goes on',
    body: contracts.chooseBranch,
    reply: contracts.conversationDetail,
  },
  {
    method: 'post',
    path: '/api/v1/conversations/{id}/questions',
    summary: 'Ask within a conversation; with Accept: text/event-stream the answer is streamed',
    body: contracts.askInConversation,
    reply: contracts.answerDocument,
    status: 201,
  },
  {
    method: 'post',
    path: '/api/v1/conversations/{id}/turns/{turnId}/regenerate',
    summary: 'Answer a question once more; streamed likewise',
    body: contracts.regenerateTurn,
    reply: contracts.answerDocument,
    status: 201,
  },
  ...DECISION_ROUTES,
  ...LOG_ROUTES,
  { method: 'get', path: '/api/v1/status', summary: 'How the service is', reply: contracts.statusView },
  { method: 'get', path: '/api/v1/doctor', summary: 'What is wrong and what to do', reply: contracts.doctorView },
  {
    method: 'get',
    path: '/api/v1/models',
    summary: 'Models at hand, what each is used for, and whether this machine has room for it',
    reply: contracts.modelList,
  },
  {
    method: 'get',
    path: '/api/v1/models/catalogue',
    summary: 'Models that are known beforehand',
    reply: contracts.catalogueList,
  },
  {
    method: 'post',
    path: '/api/v1/models/pull',
    summary: 'Fetch a model file, from an address or by its name in the catalogue',
    body: contracts.pullModel,
    reply: contracts.modelTask,
    status: 202,
  },
  {
    method: 'post',
    path: '/api/v1/models/import',
    summary: 'Store a GGUF file, which is the whole body',
    query: contracts.importModel,
    body: z.string().meta({ format: 'binary' }),
    contentType: 'application/octet-stream',
    reply: contracts.modelView,
    status: 201,
  },
  {
    method: 'post',
    path: '/api/v1/models/verify',
    summary: 'Compare every model file with its recorded checksum',
    reply: contracts.modelVerification,
  },
  { method: 'get', path: '/api/v1/models/tasks', summary: 'Downloads, newest first', reply: contracts.modelTaskList },
  { method: 'get', path: '/api/v1/models/tasks/{id}', summary: 'One download', reply: contracts.modelTask },
  { method: 'delete', path: '/api/v1/models/tasks/{id}', summary: 'Stop a download', reply: contracts.modelTask },
  {
    method: 'put',
    path: '/api/v1/models/roles/{role}',
    summary: 'Put a model to use for a role',
    body: contracts.useModel,
    reply: contracts.modelView,
  },
  {
    method: 'delete',
    path: '/api/v1/models/roles/{role}',
    summary: 'Leave a role empty, or to the model that ships with the service',
    status: 204,
  },
  { method: 'delete', path: '/api/v1/models/{name}', summary: 'Remove a model that nothing uses', status: 204 },
  {
    method: 'post',
    path: '/api/v1/index/rebuild',
    summary: 'Build the index anew beside the one that serves; then it switches by itself or waits',
    body: contracts.rebuildIndexRequest,
    reply: contracts.indexAccepted,
    status: 202,
  },
  {
    method: 'get',
    path: '/api/v1/index/generations',
    summary: 'Generations of the search index, oldest first',
    reply: contracts.generationList,
  },
  {
    method: 'delete',
    path: '/api/v1/index/generations/{id}',
    summary: 'Cancel a build, or drop a generation that does not serve',
    status: 204,
  },
  {
    method: 'get',
    path: '/api/v1/index/comparison',
    summary: 'What two generations found for the golden questions',
    query: contracts.comparisonQuery,
    reply: contracts.indexComparison,
  },
  {
    method: 'post',
    path: '/api/v1/index/compare',
    summary: 'Put the golden questions to two generations now',
    body: contracts.compareIndexRequest,
    reply: contracts.indexAccepted,
    status: 202,
  },
  {
    method: 'post',
    path: '/api/v1/index/switch',
    summary: 'Let another generation serve, if the golden questions do not speak against it',
    body: contracts.switchIndexRequest,
    reply: contracts.indexAccepted,
    status: 202,
  },
  {
    method: 'post',
    path: '/api/v1/index/rollback',
    summary: 'Back to the generation that served before',
    reply: contracts.indexAccepted,
    status: 202,
  },
  {
    method: 'get',
    path: '/api/v1/golden-questions',
    summary: 'Golden questions, oldest first',
    query: contracts.goldenQuery,
    reply: contracts.goldenQuestionList,
  },
  {
    method: 'post',
    path: '/api/v1/golden-questions',
    summary: 'Add a golden question',
    body: contracts.addGoldenQuestion,
    reply: contracts.goldenQuestionView,
    status: 201,
  },
  {
    method: 'patch',
    path: '/api/v1/golden-questions/{id}',
    summary: 'Change a golden question',
    body: contracts.editGoldenQuestion,
    reply: contracts.goldenQuestionView,
  },
  { method: 'delete', path: '/api/v1/golden-questions/{id}', summary: 'Remove a golden question', status: 204 },
  {
    method: 'get',
    path: '/v1/models',
    summary: 'OpenAI: what may be named as a model',
    reply: contracts.openAiModelList,
  },
  { method: 'get', path: '/v1/models/{id}', summary: 'OpenAI: one model', reply: contracts.openAiModel },
  {
    method: 'post',
    path: '/v1/chat/completions',
    summary: 'OpenAI: ask; with "stream" as server-sent events',
    body: contracts.chatCompletionRequest,
    reply: contracts.chatCompletion,
  },
  {
    method: 'post',
    path: '/v1/embeddings',
    summary: 'OpenAI: vectors from the embedder in use',
    body: contracts.embeddingRequest,
    reply: contracts.embeddingList,
  },
  {
    method: 'post',
    path: '/mcp',
    summary: 'Model Context Protocol: one JSON-RPC message; may be answered as a stream',
  },
  { method: 'get', path: '/mcp', summary: 'Model Context Protocol: answers 405, nothing is sent unasked', status: 405 },
  {
    method: 'delete',
    path: '/mcp',
    summary: 'Model Context Protocol: answers 405, there are no sessions',
    status: 405,
  },
  { method: 'get', path: '/health/live', summary: 'The process runs', isOpen: true },
  { method: 'get', path: '/health/ready', summary: 'Questions can be answered', isOpen: true },
  { method: 'get', path: '/metrics', summary: 'Prometheus metrics' },
  ...SOURCE_ROUTES,
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
