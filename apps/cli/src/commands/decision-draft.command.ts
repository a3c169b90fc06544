import { type Command, Option } from 'commander';
import { type CreateDecision, type DecisionAudience, type Disposition, decisionAudience } from '#contracts';
import { PeopleCalls } from '../client/people-calls.js';
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
      cli.action<[string], ContentOptions>(async (run, id, { option, judge, reviewer, responsible, ...plain }) => {
        const named = await namedIn(run, responsible, reviewer);
        const { version } = await new DecisionCalls(run.client).show(id);
        const decision = await new DecisionCalls(run.client).edit(id, {
          ...{ version, ...plain, ...named, dispositions: judge },
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
    .option('--responsible <name-or-id>', 'who answers for it; you, unless named', textUpTo(254))
    .option('--reviewer <name-or-id>', 'who may approve or reject it, too; may be repeated', eachText(254))
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
  const { reviewer = [], audience = 'named' } = options;
  const named = await namedIn(run, responsible, reviewer);
  return {
    question: question ?? (await run.client.record(records[0]!)).question,
    ...{ records, choice, reason, audience, dispositions: judge },
    ...{ responsible: named.responsible, reviewers: named.reviewers ?? [] },
    options: option.map((title) => ({ title, note: '' })),
    matter: matter ?? null,
    reviewOn: reviewOn ?? null,
  };
}

const eachUuid = (text: string, before: readonly string[] = []): string[] => [...before, uuid(text)];

/** The ids of those whom a decision is to name; undefined for what the command leaves out. */
async function namedIn(run: Run, responsible: string | undefined, reviewers: readonly string[] | undefined) {
  const people = new PeopleCalls(run.client);
  const ids: string[] = [];
  for (const each of reviewers ?? []) ids.push(await people.colleagueIdOf(each));
  return {
    responsible: responsible === undefined ? undefined : await people.colleagueIdOf(responsible),
    reviewers: reviewers && ids,
  };
}
