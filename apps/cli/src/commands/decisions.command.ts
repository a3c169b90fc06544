import { type Command, Option } from 'commander';
import {
  type CreateDecision,
  type DecisionAction,
  type DecisionAudience,
  type DecisionState,
  type Disposition,
  decisionAudience,
  decisionState,
} from '#contracts';
import { StewardshipCalls } from '../client/stewardship-calls.js';
import { DecisionCalls } from '../client/decision-calls.js';
import type { Cli, Run } from '../run.js';
import { registerAffected } from './affected.command.js';
import { registerDecisionLife } from './decision-life.command.js';
import { registerDecisionMemory } from './decision-memory.command.js';
import { decisionAsText, decisionsAsText } from './decision-text.js';
import { registerEvidence } from './evidence.command.js';
import { day, eachDisposition, eachText, textUpTo, uuid, wholeNumber } from './parse-options.js';

interface ListOptions {
  readonly state?: DecisionState;
  readonly matter?: string;
  readonly record?: string;
  readonly limit: number;
  readonly offset: number;
}

interface ContentOptions {
  readonly question?: string;
  readonly option?: string[];
  readonly choice?: string;
  readonly reason?: string;
  readonly matter?: string;
  readonly responsible?: string;
  readonly reviewer?: string[];
  readonly audience?: DecisionAudience;
  readonly reviewOn?: string;
  readonly judge?: Disposition[];
}

interface StepOptions {
  readonly reason?: string;
  readonly judge?: Disposition[];
  readonly by?: string;
}

const EXAMPLES = `
Examples:
  chancery decisions record 0190c3a1-2b4d-7e8f-9a0b-1c2d3e4f5a6b --choice "Renew" --reason "Terms are unchanged."
  chancery decisions propose 0190c3a2-…
  chancery decisions approve 0190c3a2-… --judge "0190c3a1-…=overridden:The annex says otherwise."`;

export function registerDecisions(program: Command, cli: Cli): void {
  const decisions = program.command('decisions').description('what people decided on recorded answers');
  decisions
    .command('list')
    .description('decisions, last changed first')
    .addOption(new Option('--state <state>', 'only in this state').choices(decisionState.options))
    .option('--matter <number>', 'only of this matter', textUpTo(100))
    .option('--record <id>', 'only those that rest on this record', uuid)
    .option('--limit <n>', 'how many', wholeNumber(1, 200), 50)
    .option('--offset <n>', 'how many to pass over', wholeNumber(0, 10_000_000), 0)
    .action(
      cli.action<[], ListOptions>(async (run, { state, matter, record, limit, offset }) => {
        const found = await new DecisionCalls(run.client).list({ state, matter, record, limit, offset });
        run.print(found, () => decisionsAsText(found));
        return 0;
      }),
    );
  decisions
    .command('show')
    .description('one decision with its signed steps')
    .argument('<id>', 'decision id', uuid)
    .action(
      cli.action<[string], unknown>(async (run, id) => {
        const decision = await new DecisionCalls(run.client).show(id);
        run.print(decision, () => decisionAsText(decision));
        return 0;
      }),
    );
  decisions
    .command('replay')
    .description('answer a recorded question once more, on the library as it stood, and compare')
    .argument('<record>', 'record id', uuid)
    .addHelpText('after', '\nExit status 1 when something came out otherwise.')
    .action(
      cli.action<[string], unknown>(async (run, record) => {
        const { identical, differences } = await new StewardshipCalls(run.client).replay(record);
        run.print({ record, identical, differences }, () =>
          identical ? 'Identical.\n' : differences.map(({ what, reason }) => `${what}: ${reason}\n`).join(''),
        );
        return identical ? 0 : 1;
      }),
    );
  withContent(decisions.command('record').description('draft a decision that rests on recorded answers'))
    .argument('<record...>', 'ids of the records', eachUuid)
    .addHelpText('after', EXAMPLES)
    .action(
      cli.action<[string[]], ContentOptions>(async (run, records, options) => {
        const decision = await new DecisionCalls(run.client).create(await draftOf(run, records, options));
        run.print(decision, () => decisionAsText(decision));
        return 0;
      }),
    );
  withContent(decisions.command('edit').description('change a draft; what is not named stays'))
    .argument('<id>', 'decision id', uuid)
    .action(
      cli.action<[string], ContentOptions>(async (run, id, { option, judge, reviewer, ...plain }) => {
        const { version } = await new DecisionCalls(run.client).show(id);
        const decision = await new DecisionCalls(run.client).edit(id, {
          ...{ version, ...plain, dispositions: judge, reviewers: reviewer },
          options: option?.map((title) => ({ title, note: '' })),
        });
        run.print(decision, () => decisionAsText(decision));
        return 0;
      }),
    );
  registerStep(decisions, cli, 'propose', 'put a draft forward');
  registerStep(decisions, cli, 'approve', 'make the decision; for who is responsible for it, and for reviewers');
  registerStep(decisions, cli, 'reject', 'turn it down, with a reason; for the same people');
  registerStep(decisions, cli, 'withdraw', 'take it back, with a reason');
  registerStep(decisions, cli, 'supersede', 'put another, approved decision in its place').requiredOption(
    '--by <id>',
    'the decision that takes its place',
    uuid,
  );
  registerStep(decisions, cli, 'reopen', 'make it a draft again, with a reason');
  registerDecisionLife(decisions, cli);
  registerEvidence(decisions, cli, 'decisions');
  registerDecisionMemory(decisions, cli);
  registerAffected(decisions, cli);
}

function withContent(command: Command): Command {
  return command
    .option(
      '--question <text>',
      'what is to be decided; the question of the first record unless named',
      textUpTo(2_000),
    )
    .option('--option <title>', 'a choice that was considered; may be repeated', eachText(300))
    .option('--choice <text>', 'what is chosen', textUpTo(4_000))
    .option('--reason <text>', 'why', textUpTo(20_000))
    .option('--matter <number>', 'client or matter number', textUpTo(100))
    .option('--responsible <user>', 'user id of who answers for it; you, unless named', uuid)
    .option('--reviewer <user>', 'user id of who may approve or reject it, too; may be repeated', eachUuid)
    .addOption(
      new Option('--audience <who>', 'who sees it once it is made: those named, or all who see its documents').choices(
        decisionAudience.options,
      ),
    )
    .option('--review-on <date>', 'day on which to look at it again', day)
    .option('--judge <record=verdict:reason>', JUDGE, eachDisposition);
}

const JUDGE = 'what you make of an answer: approved, overridden or rejected, with a reason; may be repeated';

function registerStep(decisions: Command, cli: Cli, action: DecisionAction, description: string): Command {
  return decisions
    .command(action)
    .description(description)
    .argument('<id>', 'decision id', uuid)
    .option('--reason <text>', 'why', textUpTo(4_000))
    .option('--judge <record=verdict:reason>', JUDGE, eachDisposition)
    .action(
      cli.action<[string], StepOptions>(async (run, id, { reason = '', judge = [], by }) => {
        const { version } = await new DecisionCalls(run.client).show(id);
        const decision = await new DecisionCalls(run.client).move(id, {
          ...{ action, version, reason, dispositions: judge, successor: by },
        });
        run.print(decision, () => decisionAsText(decision));
        return 0;
      }),
    );
}

async function draftOf(run: Run, records: string[], options: ContentOptions): Promise<CreateDecision> {
  const { question, option = [], choice = '', reason = '', matter, responsible, reviewOn, judge = [] } = options;
  const { reviewer: reviewers = [], audience = 'named' } = options;
  return {
    question: question ?? (await run.client.record(records[0]!)).question,
    ...{ records, choice, reason, responsible, reviewers, audience, dispositions: judge },
    options: option.map((title) => ({ title, note: '' })),
    matter: matter ?? null,
    reviewOn: reviewOn ?? null,
  };
}

const eachUuid = (text: string, before: readonly string[] = []): string[] => [...before, uuid(text)];
