import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { childEnvironment, projectRoot } from '#config';

/** The runtime's own list of architectures. It has no door of its own, and the package's main one takes a second to open. */
const LIST = join('node_modules', 'node-llama-cpp', 'dist', 'gguf', 'types', 'GgufMetadataTypes.js');
const ANSWER_WITHIN_MS = 60_000;
const UNKNOWN = 'unknown model architecture';
/**
 * Reads the header and the vocabulary of a file, no weights. In a process of its own: native code may end with it. The runtime tries its binary in
 * yet another one, which must not be handed this script.
 */
const ASK = `
process.execArgv.length = 0;
const { getLlama } = await import('node-llama-cpp');
const said = [];
const options = { gpu: false, build: 'never', skipDownload: true, progressLogs: false, logLevel: 'error' };
const llama = await getLlama({ ...options, logger: (_, line) => said.push(line) });
await llama.loadModel({ modelPath: process.argv[1], vocabOnly: true }).catch(() => undefined);
process.stdout.write(said.some((line) => line.includes('${UNKNOWN}')) ? '${UNKNOWN}' : 'known', () => process.exit());`;

let listed: Promise<ReadonlySet<string>> | undefined;

/** Architectures that the runtime lists, as GGUF files name them. llama.cpp may know more. */
export function listedArchitectures(): Promise<ReadonlySet<string>> {
  return (listed ??= readList());
}

async function readList(): Promise<ReadonlySet<string>> {
  const { href } = pathToFileURL(join(projectRoot(), LIST));
  const { GgufArchitectureType } = (await import(href)) as { GgufArchitectureType: Record<string, string> };
  return new Set(Object.values(GgufArchitectureType));
}

/**
 * Whether the llama.cpp that is installed knows a model's architecture. Of one that the runtime does not list, llama.cpp itself is asked,
 * which takes a second.
 * @returns True also where it gives no answer: what is wrong then shows when the model is loaded.
 */
export async function isKnownArchitecture(architecture: string, path: string): Promise<boolean> {
  if ((await listedArchitectures()).has(architecture)) return true;
  const ask = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', ASK, path], {
    ...{ cwd: projectRoot(), env: childEnvironment(), timeout: ANSWER_WITHIN_MS, killSignal: 'SIGKILL' },
  });
  return ask.then(
    ({ stdout }) => stdout !== UNKNOWN,
    () => true,
  );
}
