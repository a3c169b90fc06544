import { readFile, writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { LogCheckpoint } from '#contracts';
import { parseNoteKey, provesConsistency, verifyCheckpoint } from '#transparency';
import { LogCalls } from '../client/log-calls.js';
import { writeLogExport } from '../audit/write-log-export.js';
import { counted } from '../output/format.js';
import { oneLine } from '../output/printable.js';
import type { Cli, Run } from '../run.js';
import { registerAuditLook } from './audit-look.command.js';
import { uuid } from './parse-options.js';

interface Verify {
  readonly against?: string;
  readonly key?: readonly string[];
}

/** `verify` ends with status 1 when anything was changed. */
export function registerAudit(program: Command, cli: Cli): void {
  const audit = program.command('audit').description('the append-only log of everything that happened');
  registerVerify(audit, cli);
  registerAuditLook(audit, cli);
  audit
    .command('checkpoint')
    .description('the log as it is now, signed: keep it elsewhere, to prove later that nothing before it changed')
    .option('-o, --output <file>', 'write the signed checkpoint to a file')
    .addHelpText('after', '\nExamples:\n  chancery audit checkpoint -o /media/usb/2031-05.checkpoint')
    .action(
      cli.action<[], { readonly output?: string }>(async (run, { output }) => {
        const found = await new LogCalls(run.client).checkpoint();
        if (output) await writeFile(output, found.note);
        run.print(found, () => (output ? `Wrote ${output}.\n` : `${found.size}:${found.root}\n`));
        return 0;
      }),
    );
  audit
    .command('prove')
    .description('a file that proves one record without this service; check it with chancery-verify')
    .argument('<record>', 'record id', uuid)
    .option('-o, --output <file>', 'where to write it', '')
    .action(
      cli.action<[string], { readonly output: string }>(async (run, record, { output }) => {
        const proof = await new LogCalls(run.client).recordProof(record);
        const file = output || `${record}.proof.json`;
        await writeFile(file, `${JSON.stringify(proof, null, 2)}\n`);
        run.print({ file, record, keys: proof.keys }, () => `Wrote ${file}. Check it with: chancery-verify ${file}\n`);
        return 0;
      }),
    );
  audit
    .command('export')
    .description('the whole log with a signed checkpoint, one entry a line; check it with chancery-verify')
    .argument('<file>')
    .action(
      cli.action<[string], unknown>(async (run, file) => {
        const { entries } = await writeLogExport(run, file);
        run.print({ file, entries }, () => `Wrote ${file}: ${entriesText(entries)}.\n`);
        return 0;
      }),
    );
  audit
    .command('rotate-key')
    .description('sign with a new key from now on; the change is an entry of the log')
    .action(
      cli.action<[], unknown>(async (run) => {
        const found = await new LogCalls(run.client).rotateKey();
        run.print(found, () => `The log is signed with a new key from now on:\n${found.keys.at(-1)}\n`);
        return 0;
      }),
    );
}

function registerVerify(audit: Command, cli: Cli): void {
  audit
    .command('verify')
    .description('recompute the whole log; exit status 1 when anything was changed')
    .option('--against <file>', 'a checkpoint that was kept elsewhere: the log must continue it')
    .option('--key <key>', "the log's public key as it was noted elsewhere, for --against; repeatable", eachVkey)
    .addHelpText(
      'after',
      '\nExamples:\n  chancery audit verify\n  chancery audit verify --against /media/usb/2031-05.checkpoint',
    )
    .action(
      cli.action<[], Verify>(async (run, { against, key: keys }) => {
        const found = await new LogCalls(run.client).verify();
        const problems = [...found.problems, ...(against ? await contradictions(run, against, keys) : [])];
        const ok = problems.length === 0;
        const listed = problems.map((problem) => `  - ${oneLine(problem)}\n`).join('');
        run.print({ ...found, ok, problems }, () =>
          ok
            ? `${entriesText(found.size)}, unbroken. Root ${found.root}\n`
            : `${entriesText(found.size)}, NOT sound:\n${listed}`,
        );
        return ok ? 0 : 1;
      }),
    );
}

/** Checked here, so that a service that lies about its log is found out. */
async function contradictions(run: Run, file: string, noted: readonly string[] | undefined): Promise<string[]> {
  const now = await new LogCalls(run.client).checkpoint();
  const keys = (noted ?? now.keys).map(parseNoteKey);
  const kept = verifyCheckpoint(await readFile(file, 'utf8'), keys);
  const head = verifyCheckpoint(now.note, now.keys.map(parseNoteKey));
  if (kept.origin !== head.origin) return [`${file} is of another log: ${kept.origin}.`];
  if (kept.size > head.size)
    return [`${file} was signed at ${kept.size} entries, but the log has ${head.size}; its end is gone.`];
  const path = await pathTo(run, kept.size, now);
  const isContinued = provesConsistency(kept.size, head.size, kept.root, head.root, path);
  return isContinued ? [] : [`The log does not continue what ${file} vouches for; it was rewritten.`];
}

async function pathTo(run: Run, from: number, { size }: LogCheckpoint): Promise<Buffer[]> {
  const { path } = await new LogCalls(run.client).consistency(from, size);
  return path.map((hash) => Buffer.from(hash, 'base64'));
}

function eachVkey(text: string, before: readonly string[] = []): string[] {
  try {
    parseNoteKey(text);
    return [...before, text];
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : 'This is no public key.');
  }
}

const entriesText = (count: number): string => counted(count, 'log entry').replace(/entrys$/, 'entries');
