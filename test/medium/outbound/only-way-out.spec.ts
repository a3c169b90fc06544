import { projectRoot } from '#config';
import { unguarded, waysOut } from './ways-out.js';

describe('whatever connects to other servers', () => {
  it('does so by the room that looks at every address', () => {
    expect(unguarded(projectRoot())).toEqual([]);
  });

  it.each([
    `const reply = await fetch('http://x');`,
    `await globalThis.fetch(url);`,
    `new WebSocket(url);`,
    `import { request } from 'node:http';`,
    `import { type Server, get as ask } from 'https';`,
    `import * as net from 'node:net';`,
    `import {\n  connect,\n} from 'node:tls';`,
    `const { request } = await import('node:https');`,
    `import { fetch } from 'undici';`,
    `const client = new S3Client({});`,
    `const transport = createTransport({ url });`,
  ])('is noticed: %s', (text) => {
    expect(waysOut(text)).not.toEqual([]);
  });

  it.each([
    `// fetch(it) from there`,
    `await this.fetch(url); await connector.fetch(item);`,
    `import type { Server } from 'node:http';`,
    `import { type IncomingMessage, createServer } from 'node:http';`,
    `import { isIP } from 'node:net';`,
    `import { AddressGuard } from '#outbound';\nnew S3Client({});`,
  ])('is not alarmed by: %s', (text) => {
    expect(waysOut(text)).toEqual([]);
  });
});
