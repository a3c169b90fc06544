import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { type DecisionOutcome, type DecisionRules, decisionOutcome } from '#contracts';
import { DecisionCalls } from '../client/decision-calls.js';
import { counted } from '../output/format.js';
import { table } from '../output/table.js';
import type { Cli } from '../run.js';
import { decisionAsText, decisionsAsText } from './decision-text.js';
import { collection, day, textUpTo, uuid, wholeNumber } from './parse-options.js';

const today = (): string => new Date().toISOString().slice(0, 10);

/** What follows on a decision, and the rules for all of them. */
export function registerDecisionLife(decisions: Command, cli: Cli): void {
  registerOutcome(decisions, cli);
  registerReview(decisions, cli);
  registerRules(decisions, cli);
  decisions
    .command('proof')
    .description('its signed steps with what proves them offline; check the file with chancery-verify')
    .argument('<id>', 'decision id', uuid)
    .requiredOption('-o, --output <file>', 'file to write')
    .action(
      cli.action<[string], { readonly output: string }>(async (run, id, { output }) => {
        const proof = await new DecisionCalls(run.client).proof(id);
        await writeFile(output, `${JSON.stringify(proof, null, 2)}\n`);
        run.print(
          { file: output, steps: proof.steps.length },
          () => `Wrote ${output}. Check it with: chancery-verify ${output}\n`,
        );
        return 0;
      }),
    );
}

interface OutcomeOptions {
  readonly verdict: DecisionOutcome['verdict'];
  readonly observedOn?: string;
}

function registerOutcome(decisions: Command, cli: Cli): void {
  decisions
    .command('outcome')
    .description('say what came of a decision')
    .argument('<id>', 'decision id', uuid)
    .argument('<text>', 'what came of it', textUpTo(10_000))
    .addOption(
      new Option('--verdict <verdict>', 'whether it brought what it was made for')
        .choices(decisionOutcome.shape.verdict.options)
        .makeOptionMandatory(),
    )
    .option('--observed-on <date>', 'day on which that was seen; today unless named', day)
    .action(
      cli.action<[string, string], OutcomeOptions>(async (run, id, text, { verdict, observedOn = today() }) => {
        const { version } = await new DecisionCalls(run.client).show(id);
        const outcome = { verdict, text, observedOn };
        const step = { action: 'outcome' as const, version, reason: '', dispositions: [], outcome };
        const decision = await new DecisionCalls(run.client).move(id, step);
        run.print(decision, () => decisionAsText(decision));
        return 0;
      }),
    );
}

function registerReview(decisions: Command, cli: Cli): void {
  decisions
    .command('review')
    .description('say that a decision was looked at again and stands')
    .argument('<id>', 'decision id', uuid)
    .option('--reason <text>', 'what was found', textUpTo(4_000))
    .option('--next <date>', 'day on which to look at it next; never, unless named', day)
    .action(
      cli.action<[string], { readonly reason?: string; readonly next?: string }>(
        async (run, id, { reason = '', next }) => {
          const { version } = await new DecisionCalls(run.client).show(id);
          const step = { action: 'review' as const, version, reason, dispositions: [], nextReviewOn: next ?? null };
          const decision = await new DecisionCalls(run.client).move(id, step);
          run.print(decision, () => decisionAsText(decision));
          return 0;
        },
      ),
    );
  decisions
    .command('due')
    .description('approved decisions whose day of review has come')
    .option('--by <date>', 'or comes by this day', day)
    .option('--limit <n>', 'how many', wholeNumber(1, 200), 50)
    .action(
      cli.action<[], { readonly by?: string; readonly limit: number }>(async (run, { by = today(), limit }) => {
        const found = await new DecisionCalls(run.client).list({ dueBy: by, limit, offset: 0 });
        run.print(found, () => decisionsAsText(found));
        return 0;
      }),
    );
}

function registerRules(decisions: Command, cli: Cli): void {
  decisions
    .command('rules')
    .description('how many approvals by others decisions need')
    .action(
      cli.action<[], unknown>(async (run) => {
        const rules = await new DecisionCalls(run.client).rules();
        run.print(rules, () => rulesAsText(rules));
        return 0;
      }),
    );
  decisions
    .command('rule')
    .description('approvals that decisions need which rest on a collection; 0 for none but that of a judge')
    .argument('<collection>', 'name or id', collection)
    .argument('<approvals>', 'by people who neither own nor proposed it', wholeNumber(0, 10))
    .action(
      cli.action<[string, number], unknown>(async (run, name, approvals) => {
        const rules = await new DecisionCalls(run.client).setRule(name, { approvals });
        run.print(rules, () => rulesAsText(rules));
        return 0;
      }),
    );
}

const rulesAsText = ({ service, collections }: DecisionRules): string =>
  `Every decision needs ${counted(service, 'approval')} by others.\n${table(
    [
      { title: 'COLLECTION', value: (rule) => rule.collection.name, max: 60 },
      { title: 'APPROVALS', value: (rule) => String(rule.approvals) },
    ],
    collections,
  )}`;
