import type { DecisionDetail } from '#contracts';
import { Anchor, Code, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatDate, formatEither, formatList } from '../shared/format.js';
import { strings } from '../strings/index.js';
import classes from './decisions.module.css';

const words = strings.decisions.detail;

/** Who owns, answers for and reviews it, what rule it is under, who sees it; its matter leads to the timeline. */
export function DecisionFacts({ decision }: { decision: DecisionDetail }) {
  const { owner, responsible, reviewers, matter, audience, reviewOn } = decision;
  const approved = approversOf(decision);
  const facts: [string, ReactNode][] = [
    [words.owner, owner.name],
    [words.responsible, responsible.name],
    [words.reviewers, reviewers.length === 0 ? words.nobody : formatList(reviewers.map(({ name }) => name))],
    [words.rule, ruleOf(decision)],
    ...(approved === '' ? [] : [[words.approvers, approved] satisfies [string, ReactNode]]),
    [words.audience, strings.decisions.form.audiences[audience]],
    [words.reviewOn, reviewOn === null ? words.never : formatDate(reviewOn)],
    [
      words.matter,
      matter === null ? (
        strings.records.detail.none
      ) : (
        <Anchor
          key="matter"
          component={Link}
          to={`/decisions/timeline?matter=${encodeURIComponent(matter)}`}
          aria-label={strings.decisions.openTimeline(matter)}
        >
          {matter}
        </Anchor>
      ),
    ],
    [words.id, <Code key="id">{decision.id}</Code>],
  ];
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.facts}>
      <Title order={2} size="h4" mb="sm">
        {words.facts}
      </Title>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Paper>
  );
}

/** How many approvals it takes, and of whom where that is known by name. */
function ruleOf({ rule, responsible, reviewers }: DecisionDetail): string {
  if (rule && rule.approvals > 0) return words.rule_(rule.approvals);
  const names = [responsible, ...reviewers].map(({ name }) => name);
  return words.ruleNone(formatEither([...new Set(names)]));
}

/** Names of who has approved the proposal so far; empty for nobody. */
function approversOf({ approvers, steps }: DecisionDetail): string {
  const signed = new Map(steps.map(({ by }) => [by.id, by.name]));
  return formatList(approvers.map((id) => signed.get(id) ?? id));
}
