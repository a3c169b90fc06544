import { type Command, Option } from 'commander';
import { type CreateDecision, type DecisionAudience, type Disposition, decisionAudience } from '#contracts';
import { DecisionCalls } from '../client/decision-calls.js';
import type { Cli, Run } from '../run.js';
import { decisionAsText } from './decision-text.js';
import { day, eachDisposition, eachText, textUpTo, uuid } from './parse-options.js';

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

/** What `--judge` takes. */
export const JUDGE = 'what you make of an answer: approved, overridden or rejected, with a reason; may be repeated';

const EXAMPLES = `
Examples:
  chancery decisions record 0190c3a1-2b4d-7e8f-9a0b-1c2d3e4f5a6b --choice "Renew" --reason "Terms are unchanged."
  chancery decisions propose 0190c3a2-…
  chancery decisions approve 0190c3a2-… --judge "0190c3a1-…=overridden:The annex says otherwise."`;

/** Drafts, made and changed. */
export function registerDrafts(decisions: Command, cli: Cli): void {
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
