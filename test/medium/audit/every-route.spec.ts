import type { CallHandler, ExecutionContext } from '@nestjs/common';
import type { AuditLog, LogEvent } from '#audit';
import { lastValueFrom, of } from 'rxjs';
import { LeafOfRequest } from '../../../apps/api/src/http/leaf-of-request.interceptor.js';
import { ROUTE_LEAVES } from '../../../apps/api/src/http/route-leaves.js';
import { logKinds } from '../../../apps/web/src/strings/en/log-kinds.js';
import { serverRoutes } from '../../e2e/support/server-routes.js';

/** Sent by POST or DELETE, and leave nothing: they change nothing and hand out no content. A new one has to be put here. */
const LEAVE_NOTHING = [
  ...['DELETE /mcp', 'POST /api/v1/documents/check', 'POST /api/v1/models/verify', 'POST /api/v1/sources/test'],
  ...['POST /mcp', 'POST /v1/embeddings'],
];

/** What a request leaves in the log when its handler appends nothing by itself. */
async function leftBy(route: string): Promise<string[]> {
  const left: LogEvent[] = [];
  const log = { append: (events: LogEvent[]) => Promise.resolve(void left.push(...events)) };
  const [method, path] = route.split(' ') as [string, string];
  const request = { method, route: { path: path.replace(/\{(\w+)\}/g, ':$1') }, params: {} };
  const context = { switchToHttp: () => ({ getRequest: () => request }) } as unknown as ExecutionContext;
  const next: CallHandler = { handle: () => of('a reply') };
  const interceptor = new LeafOfRequest(log as unknown as AuditLog);
  expect(await lastValueFrom(interceptor.intercept(context, next))).toBe('a reply');
  return left.map(({ kind }) => kind);
}

describe('every route of the API', () => {
  it('leaves what the portal has words for', () => {
    const kinds = Object.values(ROUTE_LEAVES).flatMap((leaf) => (isReading(leaf) ? [leaf.reads] : []));
    expect([...kinds, 'request.handled'].filter((kind) => !logKinds[kind])).toEqual([]);
  });

  it('leaves an entry when its handler forgets to, unless it is said here why not', async () => {
    const routes = await serverRoutes();
    expect(routes.length).toBeGreaterThan(150);
    const silent: string[] = [];
    for (const route of routes) {
      const kinds = await leftBy(route);
      const leaf = ROUTE_LEAVES[route];
      if (kinds.length === 0) silent.push(route);
      else expect([route, kinds]).toEqual([route, [isReading(leaf) ? leaf.reads : 'request.handled']]);
    }
    const changing = silent.filter((route) => !route.startsWith('GET '));
    expect(changing.sort()).toEqual([...LEAVE_NOTHING].sort());
    expect(silent.filter((route) => !isSilent(ROUTE_LEAVES[route]))).toEqual([]);
  });

  it('that nobody has said anything of counts as reading, or as changing', async () => {
    expect(await leftBy('GET /api/v1/novelties')).toEqual(['content.read']);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect(await leftBy(`${method} /api/v1/novelties/{id}`)).toEqual(['request.handled']);
  });

  it('is the only thing that anything is said of', async () => {
    const routes = new Set(await serverRoutes());
    expect(Object.keys(ROUTE_LEAVES).filter((route) => !routes.has(route))).toEqual([]);
  });
});

type Leaf = (typeof ROUTE_LEAVES)[string] | undefined;
const isReading = (leaf: Leaf): leaf is { reads: string } => typeof leaf === 'object' && 'reads' in leaf;
const isSilent = (leaf: Leaf): boolean => typeof leaf === 'object' && 'nothing' in leaf;
