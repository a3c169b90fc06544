import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files that connect by themselves, and why they may. Everything else goes through `#outbound`. */
export const EXCEPTIONS: readonly RegExp[] = [
  // The one way out.
  /^libs\/outbound\//,
  // To the service that whoever runs the command line names.
  /^apps\/cli\/src\/client\//,
  // `up` asks its own processes, on loopback, how they are.
  /^apps\/cli\/src\/up\/health-watch\.ts$/,
  // The browser's, under the portal's policy.
  /^apps\/web\//,
  // Only tests see it.
  /^libs\/testing\//,
];

/** Of Node's modules for connections, what waits for others, or only reads. */
const PASSIVE = new Set(['createServer', 'isIP', 'isIPv4', 'isIPv6', 'createSecureContext']);
const MODULES = '(?:node:)?(?:https?|http2|net|tls|dgram|undici)';
/** What makes a client of a library that would otherwise look names up by itself. */
const CLIENTS =
  /new (?:S3Client|ImapFlow)\(|\bcreateTransport\(|\bcreateClient\(|\boidc\.discovery\(|'http\.curloptResolve'/;

/** How a source text opens connections without `#outbound`; nothing where it does not. */
export function waysOut(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<!:)\/\/.*$/gm, '');
  const globals =
    code.match(
      /(?<![.\w])(?<!async |abstract )(?:globalThis\.)?fetch\(|new (?:WebSocket|EventSource|XMLHttpRequest)\b/g,
    ) ?? [];
  const loaded = code.match(new RegExp(`(?:import|require)\\(\\s*'${MODULES}'`, 'g')) ?? [];
  const clients = CLIENTS.test(code) && !code.includes("from '#outbound'") ? ['a client that looks at no address'] : [];
  return [...globals, ...loaded, ...clients, ...importsOf(code)];
}

function importsOf(code: string): string[] {
  const found = code.matchAll(new RegExp(`import\\s+([^;]*?)\\s+from\\s+'(${MODULES})'`, 'g'));
  return [...found].flatMap(([, names = '', module]) => {
    if (names.startsWith('type ')) return [];
    const named = /^\{([^]*)\}$/.exec(names)?.[1]?.split(',') ?? [names];
    const active = named.map((name) => name.trim()).filter((name) => name !== '' && !name.startsWith('type '));
    return active.filter((name) => !PASSIVE.has(name.split(' as ')[0]!)).map((name) => `${name} of ${module}`);
  });
}

/** Production files of the service, with their ways out, where they have some that they may not. */
export function unguarded(root: string): { file: string; ways: string[] }[] {
  const files = ['apps', 'libs', 'migrations'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${top}/${file.replaceAll('\\', '/')}`,
    ),
  );
  return files
    .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.tsx?$|node_modules/.test(file))
    .filter((file) => !EXCEPTIONS.some((exception) => exception.test(file)))
    .map((file) => ({ file, ways: waysOut(readFileSync(join(root, file), 'utf8')) }))
    .filter(({ ways }) => ways.length > 0);
}
