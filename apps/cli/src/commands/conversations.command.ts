import type { Command } from 'commander';
import type { ConversationDetail, ConversationSummary } from '#contracts';
import { conversationAsMarkdown } from '../output/conversation-markdown.js';
import { counted, minute } from '../output/format.js';
import { printable } from '../output/printable.js';
import { pairs, table } from '../output/table.js';
import type { Cli } from '../run.js';
import { answerAsText } from './answer-text.js';
import { textUpTo, uuid, wholeNumber } from './parse-options.js';

interface ListOptions {
  readonly query?: string;
  readonly shared?: true;
  readonly mine?: true;
  readonly archived?: true;
  readonly limit: number;
  readonly offset: number;
}

interface BranchOptions {
  readonly turn?: string;
}

export function registerConversations(program: Command, cli: Cli): void {
  const conversations = program.command('conversations').description('conversations: your own and shared ones');
  conversations
    .command('list')
    .description('conversations, newest activity first')
    .option('--query <words>', 'beginnings of words in titles, questions and answers; all must occur', textUpTo(200))
    .option('--shared', "only other people's that are shared")
    .option('--mine', 'only your own')
    .option('--archived', 'archived ones instead of the others')
    .option('--limit <n>', 'how many', wholeNumber(1, 200), 50)
    .option('--offset <n>', 'how many to pass over', wholeNumber(0, 10_000_000), 0)
    .action(
      cli.action<[], ListOptions>(async (run, { query, shared, mine, archived, limit, offset }) => {
        const whose = shared ? { shared: true } : mine ? { shared: false } : {};
        const found = await run.client.conversations({ query, archived: archived ?? false, limit, offset, ...whose });
        run.print(found, () => listAsText(found.conversations, found.total));
        return 0;
      }),
    );
  conversations
    .command('show')
    .description('the questions and answers of one branch')
    .argument('<id>', 'conversation id', uuid)
    .option('--turn <id>', 'show the branch of this turn', uuid)
    .action(
      cli.action<[string], BranchOptions>(async (run, id, { turn }) => {
        const conversation = await run.client.conversation(id, turn);
        run.print(conversation, () => detailAsText(conversation));
        return 0;
      }),
    );
  conversations
    .command('export')
    .description('the same as a Markdown document')
    .argument('<id>', 'conversation id', uuid)
    .option('--turn <id>', 'export the branch of this turn', uuid)
    .action(
      cli.action<[string], BranchOptions>(async (run, id, { turn }) => {
        const conversation = await run.client.conversation(id, turn);
        run.print(conversation, () => conversationAsMarkdown(conversation));
        return 0;
      }),
    );
}

function listAsText(conversations: readonly ConversationSummary[], total: number): string {
  const rows = table(
    [
      { title: 'ID', value: (each) => each.id },
      { title: 'ACTIVE', value: (each) => minute(each.activeAt) },
      { title: 'OWNER', value: (each) => (each.isMine ? 'you' : each.owner.name), max: 20 },
      { title: 'SHARED', value: (each) => (each.share === 'private' ? 'no' : 'yes') },
      { title: 'TURNS', value: (each) => String(each.turns) },
      { title: 'TITLE', value: (each) => each.title, max: 70 },
    ],
    conversations,
  );
  return `${rows}${conversations.length} of ${counted(total, 'conversation')}\n`;
}

function detailAsText(conversation: ConversationDetail): string {
  const { id, title, owner, share, matter, turns } = conversation;
  const about = pairs([
    ['conversation', id],
    ['title', title],
    ['owner', owner.name],
    ['shared', share === 'private' ? 'no' : 'with the organization'],
    ['matter', matter ?? 'none'],
  ]);
  const exchanges = turns.map(
    ({ id: turn, question, askedAt, siblings, answer, withheld }) =>
      `\n> ${printable(question)}\n  ${minute(askedAt)}, turn ${turn}, ${counted(siblings.length, 'version')}\n\n` +
      (answer ? answerAsText(answer) : `${withheld?.message ?? ''}\n`),
  );
  return `${about}${exchanges.join('')}`;
}
