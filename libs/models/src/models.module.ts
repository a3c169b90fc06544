import { type DynamicModule, Module } from '@nestjs/common';
import { Catalogue } from './catalogue.js';
import { Embedder } from './embedder.port.js';
import { Embedders } from './embedders.port.js';
import { Generator } from './generator.port.js';
import { Generators } from './generators.port.js';
import { HttpGenerators } from './http-generators.adapter.js';
import { HttpEmbedder } from './http/http-embedder.adapter.js';
import { HttpEmbedders } from './http/http-embedders.adapter.js';
import { HttpGenerator } from './http/http-generator.adapter.js';
import { HttpReranker } from './http/http-reranker.adapter.js';
import type { ModelServer } from './http/server-address.js';
import { ModelRoleEmpty } from './model-errors.js';
import { Reranker } from './reranker.port.js';
import type { ModelRole } from './roles.js';
import { PATIENT } from './store/download-file.js';
import { ModelStore } from './store/model-store.js';

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
  /** `models`: the folder of the model store, which the inference host shares. */
  readonly paths: { readonly models: string };
  /** Hosts outside the public internet that models may be fetched from. */
  readonly outbound: { readonly privateHosts: readonly string[] };
}

/** The model ports, each bound to its server, and the store of model files. */
@Module({})
export class ModelsModule {
  /** @param shippedDir Folder of `catalogue.json`, which knows the prefixes of embedding models. */
  static from(servers: ModelServers, shippedDir: string): DynamicModule {
    const server = (role: ModelRole, timeoutMs: number) => serverOf(servers, role, timeoutMs);
    return {
      module: ModelsModule,
      providers: [
        { provide: Catalogue, useFactory: () => Catalogue.load(shippedDir) },
        { provide: ModelStore, useFactory: () => storeOf(servers, shippedDir) },
        {
          provide: Embedder,
          useFactory: (catalogue: Catalogue) => new HttpEmbedder(server('embedder', EMBED_TIMEOUT_MS), catalogue),
          inject: [Catalogue],
        },
        {
          provide: Embedders,
          useFactory: (catalogue: Catalogue) => new HttpEmbedders(embeddingServers(servers), catalogue),
          inject: [Catalogue],
        },
        { provide: Reranker, useFactory: () => new HttpReranker(server('reranker', RERANK_TIMEOUT_MS)) },
        { provide: Generator, useFactory: () => new HttpGenerator(server('generator', GENERATE_TIMEOUT_MS)) },
        {
          provide: Generators,
          useFactory: (generator: Generator) => new HttpGenerators(writingServers(servers), generator),
          inject: [Generator],
        },
      ],
      exports: [Embedder, Embedders, Reranker, Generator, Generators, Catalogue, ModelStore],
    };
  }
}

function storeOf({ paths, outbound }: ModelServers, shippedDir: string): ModelStore {
  return new ModelStore({ shippedDir, dataDir: paths.models }, PATIENT, outbound.privateHosts);
}

/** @throws ModelRoleEmpty when neither a remote server nor the inference host is known. */
function serverOf(servers: ModelServers, role: ModelRole, timeoutMs: number): ModelServer {
  const found = remoteServer(servers, role, timeoutMs) ?? ownServer(servers, timeoutMs);
  if (found) return found;
  const setting = `${role.toUpperCase()}_URL`;
  throw new ModelRoleEmpty(
    `No server for the ${role}: set INFERENCE_URL or ${setting}. "npm start" does so by itself.`,
    { particulars: { role, why: 'no_server', setting } },
  );
}

/** Our own host first: it has every installed model at hand. */
function embeddingServers(servers: ModelServers): ModelServer[] {
  const places = [ownServer(servers, EMBED_TIMEOUT_MS), remoteServer(servers, 'embedder', EMBED_TIMEOUT_MS)];
  return places.filter((server) => server !== null);
}

function writingServers(servers: ModelServers): ConstructorParameters<typeof HttpGenerators>[0] {
  const remote = (role: ModelRole) => remoteServer(servers, role, GENERATE_TIMEOUT_MS);
  return {
    inference: ownServer(servers, GENERATE_TIMEOUT_MS),
    remote: { generator: remote('generator'), reasoner: remote('reasoner'), extractor: remote('extractor') },
  };
}

function remoteServer({ remote }: ModelServers, role: ModelRole, timeoutMs: number): ModelServer | null {
  const named = remote[role];
  if (!named) return null;
  const name = role.toUpperCase();
  const settings = { url: `${name}_URL`, apiKey: `${name}_API_KEY`, model: `${name}_MODEL` };
  return { baseUrl: named.url, apiKey: named.apiKey, model: named.model, timeoutMs, settings };
}

function ownServer({ inference }: ModelServers, timeoutMs: number): ModelServer | null {
  return inference.url === null ? null : { baseUrl: inference.url, apiKey: inference.secret, timeoutMs };
}
