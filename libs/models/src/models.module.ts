import { type DynamicModule, Module } from '@nestjs/common';
import { Catalogue } from './catalogue.js';
import { Embedder } from './embedder.port.js';
import { Generator } from './generator.port.js';
import { HttpEmbedder } from './http/http-embedder.adapter.js';
import { HttpGenerator } from './http/http-generator.adapter.js';
import { HttpReranker } from './http/http-reranker.adapter.js';
import type { ModelServer } from './http/server-address.js';
import { ModelRoleEmpty } from './model-errors.js';
import { Reranker } from './reranker.port.js';
import type { ModelRole } from './roles.js';

const EMBED_TIMEOUT_MS = 60_000;
const RERANK_TIMEOUT_MS = 60_000;
/** A small machine may read a long prompt for minutes before it writes the first word. */
const GENERATE_TIMEOUT_MS = 300_000;

/** Where each role's model is served: an address from the settings, or else our own inference host. */
export interface ModelServers {
  readonly inference: { readonly url: string | null; readonly secret: string | null };
  readonly remote: Readonly<
    Record<ModelRole, { readonly url: string; readonly model: string | null; readonly apiKey: string | null } | null>
  >;
}

/** The three model ports, each bound to its server. */
@Module({})
export class ModelsModule {
  /** @param shippedDir Folder of `catalogue.json`, which knows the prefixes of embedding models. */
  static from(servers: ModelServers, shippedDir: string): DynamicModule {
    const server = (role: ModelRole, timeoutMs: number) => serverOf(servers, role, timeoutMs);
    return {
      module: ModelsModule,
      providers: [
        { provide: Catalogue, useFactory: () => Catalogue.load(shippedDir) },
        {
          provide: Embedder,
          useFactory: (catalogue: Catalogue) => new HttpEmbedder(server('embedder', EMBED_TIMEOUT_MS), catalogue),
          inject: [Catalogue],
        },
        { provide: Reranker, useFactory: () => new HttpReranker(server('reranker', RERANK_TIMEOUT_MS)) },
        { provide: Generator, useFactory: () => new HttpGenerator(server('generator', GENERATE_TIMEOUT_MS)) },
      ],
      exports: [Embedder, Reranker, Generator, Catalogue],
    };
  }
}

/** @throws ModelRoleEmpty when neither a remote server nor the inference host is known. */
function serverOf({ remote, inference }: ModelServers, role: ModelRole, timeoutMs: number): ModelServer {
  const named = remote[role];
  if (named) return { baseUrl: named.url, apiKey: named.apiKey, model: named.model, timeoutMs };
  if (!inference.url)
    throw new ModelRoleEmpty(
      `No server for the ${role}: set INFERENCE_URL or ${role.toUpperCase()}_URL. "npm start" does so by itself.`,
    );
  return { baseUrl: inference.url, apiKey: inference.secret, timeoutMs };
}
