import { mkdirSync } from 'node:fs';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { Authenticator } from '#access';
import { AuditLog } from '#audit';
import { type ServiceSettings, projectRoot } from '#config';
import { queueStoreOf } from '#jobs';
import express from 'express';
import helmet from 'helmet';
import { AppModule } from './app.module.js';
import { introduce } from './introduce.js';
import { keepPace } from './http/body-pace.js';
import { keepTaking } from './http/reader-pace.js';
import { keepNothing } from './http/keep-nothing.js';
import { oneAtATime } from './http/one-at-a-time.js';
import { correlate } from './http/correlation.js';
import { LARGEST_BODY_MB } from './http/http-errors.js';
import { demandHttps } from './http/strict-transport.js';
import { validation } from './http/validation.js';
import { publishOpenApi } from './openapi.js';
import { PortalAddress } from './http/portal-address.js';
import { portal } from './portal.js';
import { OwnCertificate } from './tls/own-certificate.js';

const LONGEST_UPLOAD_MS = 2 * 3_600_000;
const HEADERS_MS = 20_000;
/** Longer than proxies and clients usually keep an idle connection, so that none sends a request into one that is just being closed. */
const IDLE_CONNECTION_MS = 75_000;

/** A listening API; `close` ends its connections and everything that it opened. */
export interface RunningApi {
  readonly url: string;
  /** See {@link introduce}: for an API that runs without `up`. */
  introduce(): Promise<string>;
  close(): Promise<void>;
}

/** One address for each route: what is decided by a path (scopes of keys, quotas, leaves) must not depend on how it is written. */
function exactRouting(): ExpressAdapter {
  const server = express();
  server.enable('case sensitive routing');
  server.enable('strict routing');
  return new ExpressAdapter(server);
}

/**
 * Build the API and listen. The portal is served from the same address.
 * @param poolUrl The database as the service's own role.
 */
export async function createApi(settings: ServiceSettings, databaseUrl: string, poolUrl: string): Promise<RunningApi> {
  const uploadFolder = join(settings.dataDir, 'uploads');
  mkdirSync(uploadFolder, { recursive: true, mode: 0o700 });
  const { tls } = settings.http;
  const certificate = tls && new OwnCertificate(tls);
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.in({
      ...{ settings, databaseUrl, poolUrl, uploadFolder },
      queues: queueStoreOf(settings.redisUrl, databaseUrl),
      shippedModelsDir: join(projectRoot(), 'models'),
      onQueueError: (error) =>
        process.stderr.write(`${JSON.stringify({ level: 'warn', at: 'queues', message: error.message })}\n`),
    }),
    exactRouting(),
    {
      ...{ logger: [...settings.logLevels], bodyParser: false },
      ...(certificate ? { httpsOptions: certificate.options() } : {}),
    },
  );
  app.disable('x-powered-by');
  // What others claim of where a request came from is not believed.
  app.set('trust proxy', [...settings.http.trustedProxies]);
  app.use(oneAtATime);
  app.use(correlate);
  app.use(keepPace);
  app.use(keepTaking());
  app.use(demandHttps);
  app.use(keepNothing);
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
      frameguard: { action: 'deny' },
      strictTransportSecurity: false,
    }),
  );
  app.useBodyParser('json', { limit: `${LARGEST_BODY_MB}mb`, type: ['application/json', 'application/scim+json'] });
  app.useGlobalPipes(validation);
  publishOpenApi(app);
  app.use(portal(join(projectRoot(), 'dist', 'web')));
  app.enableShutdownHooks([]);
  // A model file may take long to arrive; headers may not.
  app.getHttpServer().requestTimeout = LONGEST_UPLOAD_MS;
  app.getHttpServer().headersTimeout = HEADERS_MS;
  app.getHttpServer().keepAliveTimeout = IDLE_CONNECTION_MS;
  await app.listen(settings.http.port, settings.http.host);
  const { port } = app.getHttpServer().address() as AddressInfo;
  const host = ['0.0.0.0', '::'].includes(settings.http.host) ? '127.0.0.1' : settings.http.host;
  const url = `${certificate ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  app.get(PortalAddress).listensAt(url);
  const unwatch = certificate?.watch(app.getHttpServer() as HttpsServer);
  const introduceSelf = () =>
    introduce(
      app.get(Authenticator),
      app.get(AuditLog),
      settings.dataDir,
      { url, certificate: tls?.certFile },
      app.get(PortalAddress).url,
    );
  const close = () => {
    unwatch?.();
    return app.close();
  };
  return { url, introduce: introduceSelf, close };
}
