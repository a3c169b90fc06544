import type { DecisionDetail, DecisionList, DecisionStepView } from '#contracts';
import { counted, minute } from '../output/format.js';
import { oneLine, printable } from '../output/printable.js';
import { pairs, table } from '../output/table.js';

/** Ends with how many there are in all, of which these are a page. */
export function decisionsAsText({ decisions, total }: DecisionList): string {
  const rows = table(
    [
      { title: 'ID', value: (decision) => decision.id },
      { title: 'CHANGED', value: (decision) => minute(decision.updatedAt) },
      { title: 'STATE', value: (decision) => decision.state },
      { title: 'RESPONSIBLE', value: (decision) => decision.responsible.name, max: 20 },
      { title: 'MATTER', value: (decision) => decision.matter ?? '', max: 16 },
      { title: 'QUESTION', value: (decision) => decision.question, max: 60 },
    ],
    decisions,
  );
  return `${rows}${decisions.length} of ${counted(total, 'decision')}\n`;
}

/** Everything that the caller may see of it, its steps included. */
export function decisionAsText(decision: DecisionDetail): string {
  const about = pairs([
    ['decision', decision.id],
    ['state', decision.state],
    ['question', decision.question],
    ['choice', decision.choice === '' ? 'none yet' : decision.choice],
    ['reason', decision.reason === '' ? 'none yet' : decision.reason],
    ...decision.options.map(({ title, note }) => ['considered', note === '' ? title : `${title}: ${note}`] as const),
    ['matter', decision.matter ?? 'none'],
    ['owner', decision.owner.name],
    ['responsible', decision.responsible.name],
    ...decision.reviewers.map(({ name }) => ['reviewer', name] as const),
    ...(decision.rule && decision.rule.approvals > 0
      ? [['approvals', `${decision.approvers.length} of ${decision.rule.approvals} by others`] as const]
      : []),
    ...(decision.outcome
      ? [
          [
            'outcome',
            `${OUTCOMES[decision.outcome.verdict]} (${decision.outcome.observedOn}): ${decision.outcome.text}`,
          ] as const,
        ]
      : []),
    ...(decision.successor === null ? [] : [['superseded by', decision.successor] as const]),
    ['review on', decision.reviewOn ?? 'no date'],
    ...decision.records.map((record) => ['rests on', `record ${record}`] as const),
    ...decision.dispositions.map(
      ({ record, verdict, reason }) => ['answer', `${record} ${verdict} ${reason}`] as const,
    ),
  ]);
  const next = decision.actions.length > 0 ? `You may: ${decision.actions.join(', ')}.\n` : '';
  const warnings = decision.warnings.map(({ message }) => `Note: ${printable(message)}\n`).join('');
  return `${about}\n${decision.steps.map(stepAsText).join('')}${warnings}${next}`;
}

const OUTCOMES = {
  as_intended: 'as intended',
  partly: 'partly as intended',
  not_as_intended: 'not as intended',
  too_early: 'too early to say',
} as const;

const stepAsText = ({ version, at, by, action, from, to, reason, logIndex }: DecisionStepView): string => {
  const change = from === null || from === to ? to : `${from} → ${to}`;
  const why = reason === '' ? '' : `\n   ${printable(reason)}`;
  return `${version}. ${minute(at)} ${oneLine(by.name)}: ${action} (${change}), log entry ${logIndex}${why}\n`;
};
