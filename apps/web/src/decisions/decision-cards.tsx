import type { DecisionSummary } from '#contracts';
import { Anchor, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import { formatDate, formatDay } from '../shared/format.js';
import { strings } from '../strings/index.js';
import classes from './decisions.module.css';
import { StateBadge } from './state-badge.js';

const words = strings.decisions;

/** Decisions one below another: lists on narrow screens, lanes of the board, what was found. */
export function DecisionCards({ decisions }: { decisions: readonly DecisionSummary[] }) {
  return (
    <ul className={classes.cards}>
      {decisions.map((decision) => (
        <li key={decision.id} className={classes.card}>
          <Anchor component={Link} to={`/decisions/${decision.id}`} fw={600} c="var(--mantine-color-text)" dir="auto">
            {decision.question}
          </Anchor>
          {decision.choice !== '' && (
            <Text size="sm" lineClamp={2} dir="auto">
              {decision.choice}
            </Text>
          )}
          <Group gap="xs">
            <StateBadge state={decision.state} />
            <Text size="xs" c="dimmed">
              {factsOf(decision).join(' · ')}
            </Text>
          </Group>
        </li>
      ))}
    </ul>
  );
}

function factsOf({ responsible, matter, reviewOn, updatedAt, state, rule, approvers }: DecisionSummary): string[] {
  return [
    responsible.name,
    ...(matter === null ? [] : [matter]),
    ...(state === 'proposed' && rule && rule.approvals > 0 ? [words.approvals(approvers.length, rule.approvals)] : []),
    ...(state === 'approved' && reviewOn !== null ? [words.reviewOn(formatDate(reviewOn))] : []),
    formatDay(updatedAt),
  ];
}
