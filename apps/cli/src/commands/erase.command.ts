import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { ErasurePreviewView, ErasureView } from '#contracts';
import { StewardshipCalls } from '../client/stewardship-calls.js';
import { WrongUsage } from '../client/errors.js';
import { counted, minute } from '../output/format.js';
import { pairs, table } from '../output/table.js';
import type { Cli } from '../run.js';
import { textUpTo, uuid, wholeNumber } from './parse-options.js';

interface EraseOptions {
  readonly preview?: boolean;
  readonly yes?: boolean;
  readonly reason?: string;
  readonly keepRecords?: boolean;
  readonly withDecisions?: boolean;
}

const EXAMPLES = `
Erasing cannot be undone: keys are destroyed, texts, passages and files deleted, also from old versions of the index. Hashes stay in
the log, which still verifies. Look at the preview first.

Examples:
  chancery erase person 0190c3a2-… --preview
  chancery erase person 0190c3a2-… --reason "Request of 3 May, art. 17 GDPR" --yes
  chancery erase certificate 0190c3a2-… -o certificate.json && chancery-verify certificate.json`;

const WHAT = {
  document: 'a document with all its revisions',
  person: 'what a person asked and said, and their name',
  decision: 'what a decision says, with all its steps and links',
} as const;
const WITH_DECISIONS = {
  document: 'erase the decisions that rest on it, too',
  person: 'erase the decisions that they own, too',
} as const;

/** Without `--yes` and a reason it shows what would go and ends as wrongly used. */
export function registerErase(program: Command, cli: Cli): void {
  const erase = program
    .command('erase')
    .description('make documents, decisions or what belongs to a person unreadable for ever');
  erase.addHelpText('after', EXAMPLES);
  for (const kind of ['document', 'person', 'decision'] as const) {
    const command = erase
      .command(kind)
      .description(WHAT[kind])
      .argument('<id>', `${kind} id`, uuid)
      .option('--preview', 'only show what would go')
      .option('--reason <text>', 'why; stands on the certificate', textUpTo(2_000))
      .option('--yes', 'do it');
    if (kind === 'document') command.option('--keep-records', 'keep the records of answers that quote it');
    if (kind !== 'decision') command.option('--with-decisions', WITH_DECISIONS[kind]);
    command.action(
      cli.action<[string], EraseOptions>(
        async (run, subject, { preview, yes, reason, keepRecords = false, withDecisions = false }) => {
          const calls = new StewardshipCalls(run.client);
          const wanted = { kind, subject, withRecords: !keepRecords, withDecisions };
          const planned = await calls.previewErasure(wanted);
          if (preview) {
            run.print(planned, () => previewAsText(planned));
            return 0;
          }
          if (!yes || reason === undefined)
            throw new WrongUsage(`${previewAsText(planned)}Say --reason TEXT and --yes to erase that, for ever.`);
          const erasure = await calls.erase({ ...wanted, plan: planned.plan, reason });
          run.print(erasure, () => erasuresAsText([erasure]));
          return 0;
        },
      ),
    );
  }
  registerAfterwards(erase, cli);
}

function registerAfterwards(erase: Command, cli: Cli): void {
  erase
    .command('list')
    .description('erasures, newest first')
    .option('--limit <n>', 'how many', wholeNumber(1, 200), 50)
    .option('--offset <n>', 'how many to pass over', wholeNumber(0, 10_000_000), 0)
    .action(
      cli.action<[], { limit: number; offset: number }>(async (run, { limit, offset }) => {
        const found = await new StewardshipCalls(run.client).erasures(offset, limit);
        run.print(found, () => `${erasuresAsText(found.erasures)}${counted(found.total, 'erasure')}\n`);
        return 0;
      }),
    );
  for (const [name, how] of [
    ['approve', 'approval'],
    ['decline', 'refusal'],
  ] as const)
    erase
      .command(name)
      .description(`${name} an erasure that waits for another administrator`)
      .argument('<id>', 'erasure id', uuid)
      .action(
        cli.action<[string], unknown>(async (run, id) => {
          const erasure = await new StewardshipCalls(run.client).decideErasure(id, how);
          run.print(erasure, () => erasuresAsText([erasure]));
          return 0;
        }),
      );
  erase
    .command('certificate')
    .description('what was erased, with its proof; chancery-verify checks it')
    .argument('<id>', 'erasure id', uuid)
    .option('-o, --output <file>', 'write it to a file')
    .action(
      cli.action<[string], { output?: string }>(async (run, id, { output }) => {
        const certificate = await new StewardshipCalls(run.client).certificate(id);
        const text = `${JSON.stringify(certificate, null, 2)}\n`;
        if (output) await writeFile(output, text);
        run.print(output ? { file: output } : certificate, () => (output ? `Written to ${output}.\n` : text));
        return 0;
      }),
    );
}

const previewAsText = (plan: ErasurePreviewView): string =>
  pairs([
    [plan.kind, `${plan.name} (${plan.subject})`],
    ['revisions', `${plan.revisions}, with ${counted(plan.chunks, 'passage')} and ${plan.bytes} bytes of files`],
    ['records', String(plan.records)],
    ['feedback', String(plan.feedback)],
    ['conversations', String(plan.conversations)],
    ['decisions', String(plan.erasedDecisions)],
    ['other decisions on these records', `${plan.decisions} (they stay, without the answers)`],
  ]);

const erasuresAsText = (erasures: readonly ErasureView[]): string =>
  table(
    [
      { title: 'CERTIFICATE', value: (each) => each.id },
      { title: 'WHAT', value: (each) => each.kind },
      { title: 'SUBJECT', value: (each) => each.subject },
      { title: 'STATE', value: (each) => (each.isParked ? 'parked' : each.state) },
      { title: 'ASKED', value: (each) => minute(each.requestedAt) },
      { title: 'DONE', value: (each) => (each.doneAt ? minute(each.doneAt) : '') },
    ],
    erasures,
  );
