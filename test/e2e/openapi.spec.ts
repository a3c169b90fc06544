import { type TestService, startService } from '#testing';
import { Api, expectOk } from './support/api.js';
import { serverRoutes } from './support/server-routes.js';

interface OpenApi {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, { responses: Record<string, unknown>; security?: unknown[] }>>;
}

describe('the published face of the service', () => {
  let service: TestService;
  let api: Api;
  let document: OpenApi;
  beforeAll(async () => {
    service = await startService();
    api = new Api(service.url, service.token);
    document = expectOk(await new Api(service.url, null).get<OpenApi>('/api/openapi.json'), 200);
  });
  afterAll(() => service?.stop());

  it('lists exactly the routes that the server has', async () => {
    const published = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(document.openapi).toBe('3.1.0');
    expect(published.sort()).toEqual((await serverRoutes()).sort());
  });

  it('says truly which routes are open', async () => {
    const stranger = new Api(service.url, null);
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, { security }] of Object.entries(operations)) {
        const address = path.replace('{id}', '00000000-0000-4000-8000-000000000000');
        const { status, body } = await stranger.send(
          method.toUpperCase(),
          address,
          method === 'post' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {},
        );
        const { code, error } = body as { code?: string; error?: { code?: string } };
        const isAsked = status === 401 && (code ?? error?.code) === 'auth.required';
        expect({ path, method, isAsked }).toEqual({ path, method, isAsked: security?.length !== 0 });
      }
    }
  });

  it('answers each of its reads with what it promised', async () => {
    for (const path of [
      '/api/v1/session',
      '/api/v1/collections',
      '/api/v1/documents',
      '/api/v1/records',
      '/api/v1/conversations',
      '/api/v1/feedback',
      '/api/v1/log/checkpoint',
      '/api/v1/log/verify',
      '/api/v1/status',
      '/api/v1/doctor',
      '/api/v1/models',
      '/health/live',
      '/health/ready',
      '/metrics',
    ]) {
      expect({ path, status: (await api.get(path)).status }).toEqual({ path, status: 200 });
      expect(document.paths[path]!['get']!.responses).toHaveProperty('200');
    }
  });

  it('shows its documentation without anything from elsewhere', async () => {
    const page = await api.get<string>('/api/docs');
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toMatch(/default-src 'self'/);
    expect(policy).not.toMatch(/unsafe|https?:/);
    const nonce = /'nonce-([^']+)'/.exec(policy)![1]!;
    const inline = page.body.match(/<style[^>]*>|\sstyle=/g)!;
    expect([...new Set(inline)]).toEqual([`<style nonce="${nonce}">`]);
    const assets = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map(([, address]) => address!)
      .filter((address) => !address.startsWith('#'));
    expect(assets.length).toBeGreaterThan(2);
    for (const asset of assets) {
      const address = new URL(asset, `${service.url}/api/docs`);
      expect(address.origin).toBe(service.url);
      expect((await fetch(address)).status).toBe(200);
    }
  });

  it('serves the portal under a strict policy', async () => {
    const pages = [await fetch(`${service.url}/`), await fetch(`${service.url}/records/some-page`)];
    const nonces = pages.map((page) => {
      expect(page.status).toBe(200);
      const policy = page.headers.get('content-security-policy')!;
      expect(policy).toMatch(/default-src 'self'/);
      expect(policy).toMatch(/frame-ancestors 'none'/);
      expect(policy).toMatch(/object-src 'none'/);
      expect(policy).not.toMatch(/'unsafe-(inline|eval)'|https?:/);
      expect(page.headers.get('x-content-type-options')).toBe('nosniff');
      expect(page.headers.get('x-frame-options')).toBe('DENY');
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      expect(page.headers.get('x-powered-by')).toBeNull();
      return /'nonce-([^']+)'/.exec(policy)?.[1];
    });
    expect(nonces[0]).toBeDefined();
    expect(nonces[0]).not.toBe(nonces[1]);
    const html = await (await fetch(`${service.url}/`)).text();
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(html).not.toContain('__CSP_NONCE__');
  });

  it('lets no file climb out of the portal', async () => {
    for (const path of [
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/assets/..%2f..%2f..%2fpackage.json',
    ]) {
      expect(await (await fetch(`${service.url}${path}`)).text()).not.toContain('"allowScripts"');
    }
  });

  it('lets nothing in an answer of the API be taken for a page', async () => {
    const { headers } = await api.get('/api/v1/status');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('leaves nothing of an answer in a cache', async () => {
    const replies = await Promise.all([
      ...['/api/v1/session', '/api/v1/documents', '/v1/models', '/api/v1/nowhere'].map((path) => api.get(path)),
      api.post('/api/v1/search', { query: 'leave' }),
    ]);
    expect(replies.map(({ headers }) => headers.get('cache-control'))).toEqual(replies.map(() => 'no-store'));
    const [, file] = /src="(\/assets\/[^"]+)"/.exec(await (await fetch(`${service.url}/`)).text())!;
    expect((await fetch(service.url + file!)).headers.get('cache-control')).toContain('immutable');
  });
});
