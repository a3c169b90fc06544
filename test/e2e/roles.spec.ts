import type { AddedKey, ServiceAccountView } from '#contracts';
import { type TestService, startService } from '#testing';
import { ROUTES } from '../../apps/api/src/openapi.js';
import { Api, type Reply, expectOk } from './support/api.js';
import { smallestBody } from './support/named-things.js';
import { aPerson } from './support/people.js';
import { CALLERS, type Caller, ROLE_ROWS } from './support/role-rows.js';

/** Who may do what with the routes that name nothing; those with an id are in `objects-of-others.spec.ts`. */
describe('routes without an id', () => {
  let service: TestService;
  let callers: Readonly<Record<Caller, Api>>;

  beforeAll(async () => {
    service = await startService();
    const admin = new Api(service.url, service.token);
    const of = async (role: 'reader' | 'reviewer' | 'auditor' | 'librarian' | 'administrator') =>
      new Api(service.url, (await aPerson(service, role)).key);
    const keyOf = async (wanted: object) =>
      new Api(service.url, expectOk(await admin.post<AddedKey>('/api/v1/keys', wanted), 201).secret);
    const program = await admin.post<ServiceAccountView>('/api/v1/service-accounts', { name: 'Program' });
    callers = {
      ...{ nobody: new Api(service.url, null), reader: await of('reader'), reviewer: await of('reviewer') },
      ...{ auditor: await of('auditor'), librarian: await of('librarian'), administrator: await of('administrator') },
      service: await keyOf({ name: 'program', person: expectOk(program, 201).id }),
      directory: await keyOf({ name: 'directory', scope: 'scim' }),
    };
  });
  afterAll(() => service?.stop());

  const published = () =>
    ROUTES.map(({ method, path }) => `${method.toUpperCase()} ${path}`).filter((route) => !route.includes('{'));

  it('have a row that says who may', () => {
    expect(published().length).toBeGreaterThan(100);
    expect(Object.keys(ROLE_ROWS).sort()).toEqual([...published()].sort());
  });

  /** As they are documented, with a request that is in order. */
  function call(api: Api, route: string): Promise<Reply> {
    const [method, path] = route.split(' ') as [string, string];
    const { body, query, isUpload, isFile } = ROLE_ROWS[route]!;
    if (isUpload) return api.upload('Of a role', [{ name: 'a.md', bytes: 'x' }]);
    if (isFile)
      return api.send(method, `${path}?${query}`, {
        body: 'x',
        headers: { 'content-type': 'application/octet-stream' },
      });
    const smallest = smallestBody(route);
    const sent = smallest === undefined && !body ? undefined : { ...(smallest as object), ...body };
    return api.send(method, query ? `${path}?${query}` : path, {
      ...(sent === undefined ? {} : { body: JSON.stringify(sent), headers: { 'content-type': 'application/json' } }),
    });
  }

  /** Not let in, in this service's words or, below `/v1`, in those of OpenAI. A wrong password is no such refusal. */
  const isRefusal = ({ status, body }: Reply) =>
    status === 403 ||
    (status === 401 && ((body as { code?: string }).code === 'auth.required' || 'error' in (body as object)));

  it('are for those who may, and refused to everybody else', async () => {
    const wrong: string[] = [];
    for (const [route, { who }] of Object.entries(ROLE_ROWS))
      for (const caller of CALLERS) {
        const reply = await call(callers[caller], route);
        const isAsItShould = isRefusal(reply) !== who.includes(caller);
        if (!isAsItShould)
          wrong.push(`${route} as ${caller}: ${reply.status} ${JSON.stringify(reply.body).slice(0, 90)}`);
      }
    expect(wrong).toEqual([]);
  }, 300_000);
});
