import type { RevisionCoverageView } from '#contracts';
import { Badge, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatList } from '../shared/format.js';
import { strings } from '../strings/index.js';
import classes from './library.module.css';

const words = strings.reading;
/** Pages of the least confidence that are named. */
const LEAST_SURE = 8;
/** From here on recognition is trusted without a look at the original, in percent. */
const SURE = 85;

/** Whether text is known to be missing; what is left out besides text does not count. */
export const isPartly = ({ gaps }: RevisionCoverageView): boolean => gaps.some(({ kind }) => kind === 'text');

/** What was read of a revision and what was not: pages, recognition, files inside, everything left out. */
export function RevisionCoverage({ coverage, revision }: { coverage: RevisionCoverageView; revision: number }) {
  const { pages, unreadPages, gaps, members } = coverage;
  const facts: [string, ReactNode][] = [
    ...(pages > 1
      ? [[strings.library.document.pages, words.pagesRead(pages - unreadPages, pages)] as [string, ReactNode]]
      : []),
    ...gaps.map((gap): [string, ReactNode] => [words.gaps, words.gap(gap)]),
    ...recognitionOf(coverage),
    ...(members === null ? [] : [[words.members, words.membersRead(members)] as [string, ReactNode]]),
  ];
  return (
    <section aria-label={`${words.coverage}, ${strings.library.document.revision(revision)}`}>
      <Group gap="xs" mt="sm">
        <Text size="sm" fw={600}>
          {words.coverage}
        </Text>
        <Badge color={isPartly(coverage) ? 'yellow' : 'green'} variant="light" tt="none">
          {isPartly(coverage) ? words.partly : words.whole}
        </Badge>
      </Group>
      {facts.length > 0 && (
        <dl className={classes.facts}>
          {facts.map(([name, value], index) => (
            <Fact key={index} name={name} value={value} />
          ))}
        </dl>
      )}
    </section>
  );
}

function recognitionOf({ recognised }: RevisionCoverageView): [string, ReactNode][] {
  if (recognised.length === 0) return [];
  const mean = Math.round(recognised.reduce((sum, [, confidence]) => sum + confidence, 0) / recognised.length);
  const unsure = recognised
    .filter(([, confidence]) => confidence < SURE)
    .toSorted(([, a], [, b]) => a - b)
    .slice(0, LEAST_SURE);
  return [
    [words.recognised, words.recognisedPages(recognised.length, mean)],
    ...(unsure.length === 0
      ? []
      : [[words.lowest, formatList(unsure.map((page) => words.recognisedPage(...page)))] as [string, ReactNode]]),
  ];
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
