import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '#config';
import type { GgufDescription } from './describe-gguf.js';
import { runScript } from './run-script.js';

/** The runtime's own list of architectures. It has no door of its own, and the package's main one takes a second to open. */
const LIST = join('node_modules', 'node-llama-cpp', 'dist', 'gguf', 'types', 'GgufMetadataTypes.js');
/** Tokenizers that llama.cpp has known for long, and ways to cut a text up before it is tokenized. Only those of `gpt2` need such a way. */
const TOKENIZERS: ReadonlySet<string> = new Set(['llama', 'bert', 't5', 'rwkv', 'gemma4']);
const CUTS: ReadonlySet<string | null> = new Set([
  ...[null, '', 'default', 'gpt-2', 'llama-bpe', 'llama-v3', 'qwen2', 'qwen35', 'deepseek-llm', 'deepseek-coder'],
  ...['deepseek-v3', 'deepseek-r1-qwen', 'glm4', 'chatglm-bpe', 'gpt-4o', 'llama4', 'tekken', 'pixtral', 'command-r'],
  ...['smollm', 'falcon', 'falcon3', 'stablelm2', 'olmo', 'exaone', 'jina-v2-code', 'roberta-bpe', 'modern-bert'],
]);
/** How llama.cpp says what it does not know. */
const UNKNOWN = {
  architecture: ['unknown model architecture'],
  tokenizer: ['unknown tokenizer', 'unknown pre-tokenizer type'],
} as const;
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
process.stdout.write(said.join('\\n'), () => process.exit());`;

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

/** Whether a tokenizer is among those that need no asking. llama.cpp knows more, and may come to know others. */
export const isListedTokenizer = ({ model, cut }: GgufDescription['tokenizer']): boolean =>
  TOKENIZERS.has(model) || (model === 'gpt2' && CUTS.has(cut));

/**
 * What of a model came after the llama.cpp that is installed. Of what is in no list here, llama.cpp itself is asked, which takes a second.
 * @param path The file, or as much of its beginning as holds its header.
 * @returns Null also where llama.cpp gives no answer: what is wrong then shows when the model is loaded.
 */
export async function unknownToLlama(
  { architecture, tokenizer }: GgufDescription,
  path: string,
): Promise<keyof typeof UNKNOWN | null> {
  if ((await listedArchitectures()).has(architecture) && isListedTokenizer(tokenizer)) return null;
  const { written } = await runScript(ASK, { args: [path] });
  const has = (texts: readonly string[]): boolean => texts.some((text) => written.includes(text));
  return has(UNKNOWN.architecture) ? 'architecture' : has(UNKNOWN.tokenizer) ? 'tokenizer' : null;
}
