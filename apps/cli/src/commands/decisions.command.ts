import { type Command, Option } from 'commander';
import { type DecisionAction, type DecisionState, type Disposition, decisionState } from '#contracts';
import { StewardshipCalls } from '../client/stewardship-calls.js';
import { DecisionCalls } from '../client/decision-calls.js';
import type { Cli } from '../run.js';
import { registerAffected } from './affected.command.js';
import { JUDGE, registerDrafts } from './decision-draft.command.js';
import { registerDecisionLife } from './decision-life.command.js';
import { registerDecisionMemory } from './decision-memory.command.js';
import { decisionAsText, decisionsAsText } from './decision-text.js';
import { registerEvidence } from './evidence.command.js';
import { eachDisposition, textUpTo, uuid, wholeNumber } from './parse-options.js';

interface ListOptions {
  readonly state?: DecisionState;
  readonly matter?: string;
  readonly record?: string;
  readonly limit: number;
  readonly offset: number;
}

interface StepOptions {
  readonly reason?: string;
  readonly judge?: Disposition[];
  readonly by?: string;
}

/** `replay` ends with status 1 when something came out otherwise. */
export function registerDecisions(program: Command, cli: Cli): void {
  const decisions = program.command('decisions').description('what people decided on recorded answers');
  registerLooking(decisions, cli);
  registerDrafts(decisions, cli);
  registerSteps(decisions, cli);
  registerDecisionLife(decisions, cli);
  registerEvidence(decisions, cli, 'decisions');
  registerDecisionMemory(decisions, cli);
  registerAffected(decisions, cli);
}

function registerLooking(decisions: Command, cli: Cli): void {
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
}

function registerSteps(decisions: Command, cli: Cli): void {
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
}

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
