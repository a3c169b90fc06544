import { type AnswerDocument, type AnswerStep, joinPresent } from '#contracts';
import { Badge, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatLanguage, formatList } from '../shared/format.js';
import { PartlyRead } from '../shared/partly-read.js';
import { strings } from '../strings/index.js';
import { noteInWords } from './note-in-words.js';
import classes from './ask.module.css';

const words = strings.ask;

/** What an answer or a refusal rests on: the questions searched for, where, how, and how much came of it. */
export function Searched({ answer: { searched, steps, coverage } }: { answer: AnswerDocument }) {
  const { partly } = coverage;
  const facts: [string, ReactNode][] = [
    [words.searchedFor, <Steps key="steps" steps={steps} questions={searched.questions} />],
    ...searched.rewrites.map(({ from, to, reason }): [string, ReactNode] => [
      words.rewritten,
      words.rewrite(from, to, words.rewriteReasons[reason] ?? reason),
    ]),
    [words.inCollections, searched.collections.length > 0 ? formatList(searched.collections) : words.allCollections],
    ...Object.entries(searched.filter).map(([name, value]): [string, ReactNode] => [
      words.filteredBy,
      `${strings.library.document.metadata[name] ?? name} = ${name === 'language' ? formatLanguage(value) : value}`,
    ]),
    [words.documentsSearched, words.inScope(searched.documents, coverage.unreadable)],
    ...(partly && partly.documents > 0
      ? [[strings.reading.partly, <PartlyRead key="partly" partly={partly} />] satisfies [string, ReactNode]]
      : []),
    [words.passages, words.passageCounts(searched.passagesFound, searched.passagesRead)],
    [words.searchMode, words.searchModes[searched.mode]],
    ...(searched.missing.length > 0
      ? [[words.missing, words.missingHint(searched.missing)] satisfies [string, ReactNode]]
      : []),
  ];
  return (
    <dl className={classes.searched}>
      {facts.map(([name, value], index) => (
        <div key={index}>
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Steps({ steps, questions }: { steps: AnswerStep[]; questions: string[] }) {
  if (steps.length === 0) return questions.join(' · ');
  // Of a single step its note says no more than what is missing, which stands below.
  const noteOf = (step: AnswerStep) => (steps.length === 1 ? '' : noteInWords(step));
  const besidesOf = ({ besides = [] }: AnswerStep) => (besides.length === 0 ? '' : words.stepBesides(besides));
  return (
    <ol className={classes.steps}>
      {steps.map((step, index) => (
        <li key={index}>
          <span dir="auto">{step.question}</span>
          <Group gap={6} mt={2}>
            <Badge size="sm" variant="light" tt="none" color={step.outcome === 'found' ? 'green' : 'gray'}>
              {words.stepOutcomes[step.outcome]}
            </Badge>
            <Text size="xs" c="dimmed" component="span">
              {joinPresent([words.stepPassages(step.passages), noteOf(step), besidesOf(step)], ' · ')}
            </Text>
          </Group>
        </li>
      ))}
    </ol>
  );
}
