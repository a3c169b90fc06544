import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsInvalid, loadClientSettings, loadSettings, projectRoot, serviceVariablesOf } from './index.js';
import { SECRET_VARIABLES } from './secret-files.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'chancery-secrets-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function holding(text: string): string {
  const file = join(folder, 'secret');
  writeFileSync(file, text);
  return file;
}

describe('secrets in files', () => {
  it('are read as if their variables held them, without the line break of an editor', () => {
    const file = holding('postgres://chancery:glimmer@db/kb\n');
    expect(loadSettings({ DATABASE_URL_FILE: file }).databaseUrl).toBe('postgres://chancery:glimmer@db/kb');
    expect(loadClientSettings({ CHANCERY_TOKEN_FILE: holding('chk_x\r\n') }).token).toBe('chk_x');
  });

  it('are refused when they are not there, empty, or given twice; the message tells nothing of them', () => {
    const file = holding('postgres://chancery:glimmer@db/kb');
    const refuse = () =>
      loadSettings({
        ...{ DATABASE_URL_FILE: file, DATABASE_URL: 'postgres://other@db/kb', REDIS_URL_FILE: join(folder, 'none') },
        OIDC_CLIENT_SECRET_FILE: '/dev/null',
      });
    expect(refuse).toThrow(SettingsInvalid);
    expect(refuse).toThrow(/DATABASE_URL_FILE[^]*REDIS_URL_FILE: can't be read \(ENOENT\)[^]*OIDC_CLIENT_SECRET_FILE/);
    expect(refuse).not.toThrow(/glimmer/);
  });

  it('are handed on to child processes as files', () => {
    const file = holding('sk-1');
    const handed = serviceVariablesOf({ GENERATOR_API_KEY_FILE: file });
    expect(handed['GENERATOR_API_KEY_FILE']).toBe(file);
    expect(handed['GENERATOR_API_KEY']).toBeUndefined();
  });

  it('are offered for every setting that holds a secret', () => {
    const names = readFileSync(join(projectRoot(), '.env.example'), 'utf8').match(/^#[A-Z0-9_]+(?==)/gm) ?? [];
    const secret = names
      .map((name) => name.slice(1))
      .filter((name) => /SECRET|_KEY|TOKEN|PASSWORD|^DATABASE_URL|^REDIS_URL/.test(name))
      .filter((name) => !/_FILE$|_COMMAND$/.test(name));
    expect(secret.length).toBeGreaterThan(8);
    expect(secret.filter((name) => !(SECRET_VARIABLES as readonly string[]).includes(name))).toEqual([]);
  });
});
