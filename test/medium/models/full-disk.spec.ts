import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelStore } from '#models';
import { writeTinyEncoder } from '#testing';

const root = mkdtempSync(join(tmpdir(), 'chancery-disk-'));
const disk = join(root, 'disk');
mkdirSync(disk);

/** A file system of 80 MB of its own; only the system's administrator may make one. */
function mounted(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=80m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('A full disk is not tried: this user may not mount a file system.');
    return false;
  }
}
const isMounted = process.getuid?.() === 0 && mounted();
const itOnDisk = isMounted ? it : it.skip;

describe('a store whose disk fills up', () => {
  let store: ModelStore;
  let server: Server;
  let url: string;
  let sound: Buffer;
  const ZEROS = Buffer.alloc(1 << 20);

  beforeAll(async () => {
    writeTinyEncoder(join(root, 'sound.gguf'));
    sound = readFileSync(join(root, 'sound.gguf'));
    writeFileSync(join(root, 'catalogue.json'), JSON.stringify({ models: [] }));
    store = new ModelStore(
      { shippedDir: root, dataDir: join(disk, 'models') },
      { retryAfterMs: [], silenceMs: 10_000 },
      ['127.0.0.1'],
    );
    server = createServer((_request, response) => {
      // More than fits, of a length that nobody is told.
      const send = (): void => {
        while (response.writable && response.write(ZEROS));
      };
      response.writeHead(200).on('drain', send).write(sound);
      send();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/endless.gguf`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    if (isMounted) execFileSync('umount', [disk]);
    rmSync(root, { recursive: true });
  });

  itOnDisk(
    'says so instead of breaking, and goes on working',
    async () => {
      await expect(store.pull(url)).rejects.toMatchObject({ code: 'model.disk_full' });
      expect(await store.list()).toEqual([]);
      rmSync(join(disk, 'models', 'incoming'), { recursive: true });

      const endless = async function* () {
        yield sound;
        for (;;) yield ZEROS;
      };
      await expect(store.importStream(endless(), { name: 'endless' })).rejects.toMatchObject({
        code: 'model.disk_full',
      });
      expect(readdirSync(join(disk, 'models', 'incoming'))).toEqual([]);
    },
    30_000,
  );

  itOnDisk('does not begin what would leave too little', async () => {
    const announced = { name: 'large', sizeBytes: 40 * 1024 ** 2 };
    const never = async function* (): AsyncGenerator<Uint8Array> {
      throw new Error('It was begun.');
    };
    await expect(store.importStream(never(), announced)).rejects.toMatchObject({ code: 'model.disk_full' });
  });
});
