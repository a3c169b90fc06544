import * as contracts from '#contracts';
import type { Route } from './route.js';

/** Protocols of others: OpenAI and the Model Context Protocol. */
export const PROTOCOL_ROUTES: readonly Route[] = [
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
];
