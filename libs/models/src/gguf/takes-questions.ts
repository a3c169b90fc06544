import { sha256Hex } from '#knowledge';
import { runScript } from './run-script.js';

const HEAP_MB = 256;
const QUESTION = 'a-question-that-stands-nowhere-else';
const ASKED = { role: 'user', content: QUESTION };
const TALKED = [
  { role: 'system', content: 'Answer from the passages.' },
  { role: 'user', content: 'How long is leave?' },
  { role: 'assistant', content: 'Thirty days.' },
];
/** A template may refuse earlier turns; then questions can still be put alone. */
const CONVERSATIONS = [[...TALKED, ASKED], [ASKED]];
/**
 * Renders as the inference host does, with the same engine. In a process of its own, with little memory and for a while only: a template is a
 * program that somebody else wrote.
 */
const RENDER = `
import { text } from 'node:stream/consumers';
import { Template } from '@huggingface/jinja';
const { source, conversations } = JSON.parse(await text(process.stdin));
const options = { tools: null, add_generation_prompt: true, bos_token: '<s>', eos_token: '</s>' };
for (const messages of conversations)
  try {
    process.stdout.write(new Template(source).render({ messages, ...options }));
  } catch {
    // Another conversation may do.
  }`;

/** Hashes of templates that did: a file is looked at when its header arrives, when it is whole, and when it is put to use. */
const approved = new Set<string>();

/**
 * Whether a chat template can be read and puts a question into the prompt.
 * @returns True also where that could not be found out.
 */
export async function takesQuestions(source: string): Promise<boolean> {
  const hash = sha256Hex(source);
  if (approved.has(hash)) return true;
  const takes = await rendersQuestion(source);
  if (takes) approved.add(hash);
  return takes;
}

async function rendersQuestion(source: string): Promise<boolean> {
  const input = JSON.stringify({ source, conversations: CONVERSATIONS });
  const { hasRun, written } = await runScript(RENDER, { input, heapMb: HEAP_MB });
  // Only where the process never ran there is nothing to judge by: its end too soon is the template's doing, as is too long a text.
  return !hasRun || holds(written);
}

/** Templates may change a text's case. */
const holds = (prompt: string): boolean => prompt.toLowerCase().includes(QUESTION);
