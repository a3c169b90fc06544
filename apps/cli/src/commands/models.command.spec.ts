import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Hex } from '#knowledge';
import { writeScriptedDecoder } from '#testing';
import type { Terminal } from '../output/terminal.js';
import { runCli } from '../program.js';

describe('models, while no service runs', () => {
  let root: string;
  let dataDir: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'chancery-models-'));
    dataDir = join(root, 'data');
  });
  afterEach(() => rm(root, { recursive: true }));

  const decoder = (name: string): string => {
    const file = join(root, `${name}.gguf`);
    writeScriptedDecoder(file, { reply: `I am ${name}.` });
    return file;
  };

  async function chancery(...args: string[]): Promise<{ status: number; out: string; err: string }> {
    let out = '';
    let err = '';
    const terminal: Terminal = {
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      isOutTty: false,
      isErrTty: false,
      columns: 120,
      onInterrupt: () => () => undefined,
    };
    // The test's own server is on this machine: without the setting nothing is fetched from there.
    const status = await runCli(['--data', dataDir, ...args], terminal, { PRIVATE_HOSTS: '127.0.0.1' });
    return { status, out, err };
  }
  const json = async <T>(...args: string[]) => JSON.parse((await chancery('--json', ...args)).out) as T;

  it('takes a file, puts it to use and lets it go again', async () => {
    const file = decoder('writer');
    const sha256 = sha256Hex(await readFile(file));
    const added = await json('models', 'import', file);
    expect(added).toMatchObject({ name: 'writer', kind: 'generator', roles: ['generator'], sha256, inUse: true });
    expect((await chancery('models', 'use', 'reasoner', 'writer')).out).toBe('The reasoner is now writer.\n');
    expect((await chancery('models', 'remove', 'writer')).err).toContain('generator, reasoner');
    expect((await chancery('models', 'release', 'reasoner')).out).toBe('The reasoner is now writer.\n');
    expect((await chancery('models', 'release', 'generator')).out).toBe('The generator is now nobody.\n');
    expect((await chancery('models', 'remove', 'writer')).status).toBe(0);
    expect((await json<{ models: unknown[] }>('models', 'list')).models).toHaveLength(1);
  });

  it('says what each model is used for and whether this machine has room for it', async () => {
    await chancery('models', 'import', decoder('writer'));
    const { out } = await chancery('models', 'list');
    expect(out).toMatch(/starter-embedder-2\s+embedder\s+embedder .* fits/);
    expect(out).toMatch(/writer\s+generator\s+generator .* fits/);
    expect(out).toContain('The reasoner is the generator.');
    expect(out).toMatch(/GiB of memory, .* of disk free/);
    expect((await chancery('models', 'show', 'starter-embedder-2')).out).toMatch(/licence\s+apache-2.0/i);
    expect((await chancery('models', 'catalogue')).out).toMatch(
      /Qwen3-8B\s+generator, reasoner, extractor\s+8.2B\s+4.7 GiB/,
    );
  });

  it('refuses in codes, with status 1, and wrong usage with 2', async () => {
    const failed = async (...args: string[]) => {
      const { status, err } = await chancery('--json', ...args);
      return [status, (JSON.parse(err) as { code: string }).code];
    };
    expect(await failed('models', 'show', 'nobody')).toEqual([1, 'model.not_found']);
    expect(await failed('models', 'import', join(root, 'absent.gguf'))).toEqual([1, 'model.not_found']);
    expect(await failed('models', 'pull', 'GLM-4.5-Air')).toEqual([1, 'model.not_found']);
    expect(await failed('models', 'pull', 'no-such-model')).toEqual([1, 'model.not_found']);
    expect(await failed('models', 'pull', 'https://127.0.0.1:9/x-00001-of-00002.gguf')).toEqual([1, 'model.in_parts']);
    expect(await failed('models', 'use', 'writer', 'x')).toEqual([2, 'usage.invalid']);
    expect(await failed('models', 'verify', '--url', 'http://127.0.0.1:9')).toEqual([3, 'service.unreachable']);
  });

  it('fetches from an address, with progress, and verifies', async () => {
    const content = await readFile(decoder('source'));
    const server: Server = createServer((_request, response) => response.end(content));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/far.gguf`;
      const { status, out, err } = await chancery('models', 'pull', url, '--name', 'near');
      expect(status).toBe(0);
      expect(out).toMatch(/name\s+near/);
      expect(err).toContain('Downloading (MiB)');
      expect(await json('models', 'verify')).toMatchObject({ ok: true });
    } finally {
      server.close();
    }
  });
});
