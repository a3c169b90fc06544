import type { Command } from 'commander';
import { type StatusView, joinPresent } from '#contracts';
import { bytes, duration, minute } from '../output/format.js';
import { pairs, table } from '../output/table.js';
import type { Cli } from '../run.js';

export function registerStatus(program: Command, cli: Cli): void {
  program
    .command('status')
    .description('health, models in use, documents by state, queues and index of the service')
    .addHelpText('after', '\nExamples:\n  chancery status\n  chancery status --json')
    .action(
      cli.action<[], unknown>(async (run) => {
        const status = await run.client.status();
        run.print(status, () => asText(run.client.url, status));
        return 0;
      }),
    );
}

function asText(url: string, status: StatusView): string {
  const { models, documents, index } = status;
  const about = pairs([
    ['service', url],
    ['status', status.status],
    ['version', status.version],
    ['up for', duration(status.uptime_s)],
    ['embedder', models.embedder ?? 'none'],
    ['reranker', models.reranker ?? 'none'],
    ['generator', models.generator ?? 'none (answers are quotations)'],
    ['documents', `${documents.live} live, ${documents.failed} failed, ${documents.pending} pending`],
    ...(index ? [['index', indexAsText(index)] as const] : []),
    ...(status.backup ? [['backup', backupAsText(status.backup)] as const] : []),
    ...(index?.building
      ? [['new index', `${index.building.chunks} of ${index.chunks} chunks, with ${index.building.embedder}`] as const]
      : []),
  ]);
  const queues = table(
    [
      { title: 'QUEUE', value: ([name]) => name },
      { title: 'WAITING', value: ([, queue]) => queue.waiting, align: 'right' },
      { title: 'ACTIVE', value: ([, queue]) => queue.active, align: 'right' },
      { title: 'DELAYED', value: ([, queue]) => queue.delayed, align: 'right' },
      { title: 'FAILED', value: ([, queue]) => queue.failed, align: 'right' },
    ],
    Object.entries(status.queues ?? {}),
  );
  const components = table(
    [
      { title: 'COMPONENT', value: ([name]) => name },
      { title: 'STATE', value: ([, component]) => (component.ok ? 'ok' : 'not ok') },
      { title: 'DETAIL', value: ([, component]) => component.detail },
    ],
    Object.entries(status.components ?? {}),
  );
  return joinPresent([about, queues, components], '\n');
}

const indexAsText = ({ chunks, unindexed, fragments, generation }: NonNullable<StatusView['index']>): string =>
  `${chunks} chunks, ${unindexed} unindexed, ${fragments} fragments (${generation})`;

function backupAsText({ newest, restored, problem, isOverdue }: NonNullable<StatusView['backup']>): string {
  const failed = problem === null ? '' : `; failed since (${problem.code}, ${minute(problem.at)})`;
  if (!newest)
    return restored
      ? `none since it was restored from ${restored.backup} (${minute(restored.at)})${failed}`
      : `none yet${failed}`;
  return `${minute(newest.at)}, ${bytes(newest.bytes)}${isOverdue ? ', TOO OLD' : ''}${failed}`;
}
