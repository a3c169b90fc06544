import type { DecisionDetail } from '#contracts';
import { Anchor, Code, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatDay, formatList } from '../shared/format.js';
import { strings } from '../strings/index.js';
import classes from './decisions.module.css';

const words = strings.decisions.detail;

export function DecisionFacts({ decision }: { decision: DecisionDetail }) {
  const { owner, responsible, reviewers, matter, audience, reviewOn, rule } = decision;
  const facts: [string, ReactNode][] = [
    [words.owner, owner.name],
    [words.responsible, responsible.name],
    [words.reviewers, reviewers.length === 0 ? words.nobody : formatList(reviewers.map(({ name }) => name))],
    [words.rule, rule && rule.approvals > 0 ? words.rule_(rule.approvals) : words.ruleNone],
    [words.audience, strings.decisions.form.audiences[audience]],
    [words.reviewOn, reviewOn === null ? words.never : formatDay(reviewOn)],
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
