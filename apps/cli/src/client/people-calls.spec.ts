import { RequestRefused } from './errors.js';
import { PeopleCalls } from './people-calls.js';
import type { ServiceClient } from './service-client.js';

const ID = '0190c3a1-2b4d-7e8f-9a0b-1c2d3e4f5a6b';
const falk = { id: ID, name: 'Nora Falk', login: 'nfalk', email: 'Nora.Falk@example.org' };
const twins = [
  { id: '1', name: 'Jan Kolb', login: 'kolb1', email: null },
  { id: '2', name: 'Jan Kolb', login: 'kolb2', email: null },
];

/** Of people whom everybody may name; administrators alone are shown their logins and addresses. */
function calls(isAdministrator: boolean): PeopleCalls {
  const call = (_: string, path: string) =>
    path === '/people' && !isAdministrator
      ? Promise.reject(new RequestRefused(403, 'access.not_allowed', 'Not allowed.'))
      : Promise.resolve({ people: [falk, ...twins] });
  return new PeopleCalls({ call } as unknown as Pick<ServiceClient, 'call'>);
}

describe('PeopleCalls.colleagueIdOf', () => {
  it.each(['Nora Falk', 'nfalk', 'nora.falk@example.org', ID])('knows somebody by %s', async (called) =>
    expect(await calls(true).colleagueIdOf(called)).toBe(ID),
  );

  it('knows names for whoever may not list people', async () =>
    expect(await calls(false).colleagueIdOf('Nora Falk')).toBe(ID));

  it.each([
    ['Nobody Else', false],
    ['nfalk', false],
    ['Jan Kolb', true],
  ])('refuses %s where that is nobody, or several', async (called, isAdministrator) => {
    const asked = calls(isAdministrator).colleagueIdOf(called);
    await expect(asked).rejects.toThrow(/Nobody is called|2 people are called/u);
  });
});
