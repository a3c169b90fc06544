import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_URL, resolveConnection } from './connection.js';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'chancery-data-'));
  mkdirSync(join(dataDir, 'run'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const settings = (more = {}) => ({ url: null, token: null, dataDir, privateHosts: ['models.corp'], ...more });
const leave = (content: string) => writeFileSync(join(dataDir, 'run', 'service.json'), content);

describe('resolveConnection', () => {
  it('takes options before the environment before the data folder', () => {
    leave(JSON.stringify({ url: 'http://127.0.0.1:4000', token: 'local', pid: 1 }));
    expect(resolveConnection({}, settings())).toEqual({
      url: 'http://127.0.0.1:4000',
      token: 'local',
      certificate: null,
      dataDir,
      privateHosts: ['models.corp'],
    });
    const env = settings({ url: 'http://env:1/', token: 'env' });
    expect(resolveConnection({}, env)).toEqual({
      url: 'http://env:1',
      token: 'env',
      certificate: null,
      dataDir,
      privateHosts: ['models.corp'],
    });
    expect(resolveConnection({ url: 'https://option', token: 'option' }, env)).toMatchObject({
      url: 'https://option',
      token: 'option',
    });
  });

  it("never shows the data folder's key to another address", () => {
    leave(JSON.stringify({ url: 'http://127.0.0.1:4000', token: 'local', pid: 1 }));
    expect(resolveConnection({ url: 'http://elsewhere:4000' }, settings()).token).toBeNull();
    expect(resolveConnection({ url: 'http://127.0.0.1:4000/' }, settings()).token).toBe('local');
  });

  it('compares the certificate of the service on this machine alone', () => {
    const service = { url: 'https://127.0.0.1:4000', token: 'local', pid: 1, certificate: '/etc/chancery/cert.pem' };
    leave(JSON.stringify(service));
    expect(resolveConnection({}, settings()).certificate).toBe('/etc/chancery/cert.pem');
    expect(resolveConnection({ url: 'https://kb.firm.example' }, settings()).certificate).toBeNull();
  });

  it('falls back to the usual address without a key', () => {
    expect(resolveConnection({}, settings())).toEqual({
      url: DEFAULT_URL,
      token: null,
      certificate: null,
      dataDir,
      privateHosts: ['models.corp'],
    });
  });

  it('refuses what is no address, and a damaged file', () => {
    expect(() => resolveConnection({ url: 'localhost:1' }, settings())).toThrow('not a service address');
    leave('{"url":');
    expect(() => resolveConnection({}, settings())).toThrow('damaged');
  });
});
