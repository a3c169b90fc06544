import { type Command, Option } from 'commander';
import { type DocumentDetail, type DocumentList, type RevisionView, sayGap } from '#contracts';
import { AccessCalls } from '../client/access-calls.js';
import type { DocumentFilter } from '../client/service-client.js';
import { bytes, counted, minute } from '../output/format.js';
import { readSecret } from '../output/read-secret.js';
import { pairs, table } from '../output/table.js';
import type { Cli } from '../run.js';
import { collection, textUpTo, uuid, wholeNumber } from './parse-options.js';

export function registerDocuments(program: Command, cli: Cli): void {
  const documents = program.command('documents').description('list, inspect, remove, restore, retry and set documents');
  registerList(documents, cli);
  registerShow(documents, cli);
  registerRemove(documents, cli);
  registerRestore(documents, cli);
  registerRetry(documents, cli);
  registerUnlock(documents, cli);
  registerSet(documents, cli);
}

function registerSet(documents: Command, cli: Cli): void {
  documents
    .command('set')
    .description('put documents under a matter; walls around it hold at once')
    .argument('<ids...>', 'document ids')
    .requiredOption('--matter <number>', 'its number; "none" takes them out', textUpTo(100))
    .action(
      cli.action<[string[]], { readonly matter: string }>(async (run, ids, { matter }) => {
        const calls = new AccessCalls(run.client);
        const changed = [];
        for (const id of ids.map(uuid)) changed.push(await calls.setMatter(id, matter === 'none' ? null : matter));
        run.print({ documents: changed }, () => `${counted(changed.length, 'document')} changed.\n`);
        return 0;
      }),
    );
}

function registerList(documents: Command, cli: Cli): void {
  documents
    .command('list')
    .description('documents, newest first')
    .option('-c, --collection <name>', 'only this collection', collection)
    .addOption(new Option('--state <state>', 'only this state').choices(['live', 'failed', 'pending']))
    .option('--text <text>', 'only where title or path holds this', textUpTo(200))
    .option('--parent <id>', 'only what came out of this document', uuid)
    .option('--limit <n>', 'how many', wholeNumber(1, 500), 50)
    .option('--offset <n>', 'how many to pass over', wholeNumber(0, 10_000_000), 0)
    .addHelpText(
      'after',
      '\nExamples:\n  chancery documents list --state failed\n  chancery documents list --text leave --json',
    )
    .action(
      cli.action<[], DocumentFilter>(async (run, { collection, state, text, parent, offset, limit }) => {
        const found = await run.client.documents({ collection, state, text, parent, offset, limit });
        run.print(found, () => listAsText(found));
        return 0;
      }),
    );
}

function registerShow(documents: Command, cli: Cli): void {
  documents
    .command('show')
    .description('one document with its revisions and what could not be read')
    .argument('<id>', 'document id', uuid)
    .action(
      cli.action<[string], unknown>(async (run, id) => {
        const document = await run.client.document(id);
        run.print(document, () => detailAsText(document));
        return 0;
      }),
    );
}

function registerRemove(documents: Command, cli: Cli): void {
  documents
    .command('remove')
    .description('take a document out of searches and answers; what cites it stays readable')
    .argument('<id>', 'document id', uuid)
    .action(
      cli.action<[string], unknown>(async (run, id) => {
        const document = await run.client.removeDocument(id);
        run.print(
          document,
          () => `Removed "${document.path}". \`chancery documents restore ${document.id}\` undoes it.\n`,
        );
        return 0;
      }),
    );
}

function registerRestore(documents: Command, cli: Cli): void {
  documents
    .command('restore')
    .description('bring a removed document back')
    .argument('<id>', 'document id', uuid)
    .action(
      cli.action<[string], unknown>(async (run, id) => {
        const document = await run.client.restoreDocument(id);
        run.print(document, () => `Restored "${document.path}".\n`);
        return 0;
      }),
    );
}

function registerRetry(documents: Command, cli: Cli): void {
  documents
    .command('retry')
    .description('process failed documents again: one, those of a collection, or all')
    .argument('[id]', 'document id', uuid)
    .option('-c, --collection <name>', 'the failed ones of this collection', collection)
    .action(
      cli.action<[string | undefined], { collection?: string }>(async (run, documentId, { collection }) => {
        const result = await run.client.retryFailed({ documentId, collection });
        run.print(result, () => `${counted(result.retried, 'document')} queued again.\n`);
        return 0;
      }),
    );
}

function registerUnlock(documents: Command, cli: Cli): void {
  documents
    .command('unlock')
    .description('read a locked document with its password, asked for here or piped in, and kept nowhere')
    .argument('<id>', 'document id', uuid)
    .addHelpText('after', '\nExamples:\n  chancery documents unlock ID\n  chancery documents unlock ID < password.txt')
    .action(
      cli.action<[string], unknown>(async (run, id) => {
        const document = await run.client.unlockDocument(id, await readSecret('Password: '));
        run.print(document, () => `"${document.path}" was read.\n`);
        return 0;
      }),
    );
}

function listAsText({ documents, total }: DocumentList): string {
  if (documents.length === 0) return 'No documents.\n';
  const rows = table(
    [
      { title: 'ID', value: (document) => document.id },
      { title: 'STATE', value: (document) => (document.removedAt === null ? document.state : 'removed') },
      { title: 'COLLECTION', value: (document) => document.collection.name, max: 24 },
      { title: 'PATH', value: (document) => document.path, max: 60 },
      { title: 'PAGES', value: (document) => document.latest.pages, align: 'right' },
      { title: 'SIZE', value: (document) => bytes(document.latest.sizeBytes), align: 'right' },
      { title: 'ADDED', value: (document) => minute(document.latest.createdAt) },
      { title: 'FAILURE', value: (document) => document.latest.failure?.message ?? '', max: 60 },
    ],
    documents,
  );
  return `${rows}${documents.length} of ${counted(total, 'document')}\n`;
}

function detailAsText(document: DocumentDetail): string {
  const about = pairs([
    ['id', document.id],
    ['title', document.title],
    ['path', document.path],
    ['collection', document.collection.name],
    ['state', document.state],
    ...(document.parent ? [['came out of', `${document.parent.path} (${document.parent.id})`] as const] : []),
    ...(document.removedAt === null ? [] : [['removed', minute(document.removedAt)] as const]),
    ...Object.entries(document.metadata),
  ]);
  return `${about}\n${revisionTable(document.revisions)}${membersOf(document)}${coverageOf(document.latest)}${notesOf(document.latest)}`;
}

function revisionTable(revisions: readonly RevisionView[]): string {
  return table(
    [
      { title: 'REVISION', value: (revision) => revision.number, align: 'right' },
      { title: 'STATE', value: (revision) => revision.state },
      { title: 'ADDED', value: (revision) => minute(revision.createdAt) },
      { title: 'TYPE', value: (revision) => revision.mediaType, max: 32 },
      { title: 'SIZE', value: (revision) => bytes(revision.sizeBytes), align: 'right' },
      { title: 'PAGES', value: (revision) => revision.pages, align: 'right' },
      { title: 'CHUNKS', value: (revision) => revision.chunks, align: 'right' },
      { title: 'SHA-256', value: (revision) => revision.sha256.slice(0, 16) },
      { title: 'FAILURE', value: (revision) => revision.failure?.message ?? '' },
    ],
    revisions,
  );
}

function membersOf({ members }: DocumentDetail): string {
  if (members.length === 0) return '';
  const rows = table(
    [
      { title: 'INSIDE IT', value: (member) => member.path, max: 80 },
      { title: 'STATE', value: (member) => (member.isRemoved ? 'removed' : member.state) },
      { title: 'ID', value: (member) => member.id },
    ],
    members,
  );
  return `\n${rows}`;
}

/** What was read of the newest revision, and what was not. */
function coverageOf({ coverage }: RevisionView): string {
  if (!coverage) return '';
  const { pages, unreadPages, gaps, recognised, members } = coverage;
  const sum = recognised.reduce((total, [, confidence]) => total + confidence, 0);
  const least = recognised.toSorted(([, a], [, b]) => a - b).slice(0, LEAST_SURE);
  const facts = pairs([
    ['read', gaps.some(({ kind }) => kind === 'text') ? 'in part' : 'in full'],
    ...(pages > 1 ? [['pages with text', `${pages - unreadPages} of ${pages}`] as const] : []),
    ...gaps.map((gap) => ['not read', sayGap(gap)] as const),
    ...(recognised.length === 0
      ? []
      : [
          [
            'recognised',
            `${counted(recognised.length, 'page')}, ${Math.round(sum / recognised.length)} % sure on average`,
          ] as const,
          ['least sure', least.map(([page, confidence]) => `page ${page}: ${confidence} %`).join(', ')] as const,
        ]),
    ...(members === null ? [] : [['files inside', counted(members, 'document')] as const]),
  ]);
  return `\n${facts}`;
}

const LEAST_SURE = 8;

function notesOf({ notes }: RevisionView): string {
  if (notes.length === 0) return '';
  const rows = table(
    [
      { title: 'NOTE', value: (note) => note.code },
      { title: 'PAGE', value: (note) => note.page ?? '', align: 'right' },
      { title: 'DETAIL', value: (note) => note.message },
    ],
    notes,
  );
  return `\n${rows}`;
}
