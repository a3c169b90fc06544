import type { AnswerDocument, CitationView, CitedSource } from '#contracts';
import { Alert, Badge, Group, List, Title } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconQuote, IconSparkles } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { CitedSources } from '../records/cited-sources.js';
import { said } from '../shared/said.js';
import { strings } from '../strings/index.js';
import { AnswerDetails } from './answer-details.js';
import { AnswerFacts } from './answer-facts.js';
import { AnswerSentence } from './answer-sentence.js';
import { Refusal } from './refusal.js';
import { SourceList } from './source-list.js';
import classes from './ask.module.css';

const words = strings.ask;

interface Props {
  answer: AnswerDocument;
  /** Number of the citation whose source is open now. */
  openedCitation: number | null;
  onCite: (citation: CitationView) => void;
  isLinkedToRecord?: boolean;
  /** How what it cites stands today; none where that is told elsewhere, or it was answered just now. */
  sources?: readonly CitedSource[];
  /** Stands in the place of the question. */
  heading?: ReactNode;
  /** What can be done with the answer, at its foot. */
  children?: ReactNode;
}

/** A finished answer: who wrote it, each sentence with its verdict and citations, sources, what was searched, and record. */
export function AnswerView({ answer, openedCitation, onCite, isLinkedToRecord = false, ...rest }: Props) {
  const { sources = [], heading, children } = rest;
  return (
    <article className={classes.answer} aria-label={words.answer}>
      {heading ?? (
        <h2 className={classes.asked} dir="auto">
          {answer.question}
        </h2>
      )}
      {answer.outcome === 'refused' ? <Refusal answer={answer} /> : <ModeBadge answer={answer} />}
      <Warnings answer={answer} />
      {answer.outcome !== 'refused' && (
        <ol className={classes.sentences}>
          {answer.sentences.map((sentence, index) => (
            <AnswerSentence
              key={index}
              sentence={sentence}
              citations={answer.citations}
              openedCitation={openedCitation}
              onCite={onCite}
            />
          ))}
        </ol>
      )}
      {answer.citations.length > 0 && (
        <>
          <Title order={3} size="h4" mt="lg" mb="xs">
            {words.sources}
          </Title>
          <CitedSources sources={sources} citations={answer.citations} />
          <SourceList citations={answer.citations} openedCitation={openedCitation} onCite={onCite} />
        </>
      )}
      <AnswerDetails answer={answer} />
      <AnswerFacts answer={answer} isLinkedToRecord={isLinkedToRecord} />
      {children}
    </article>
  );
}

/** Said above them already, with their number. */
const SAID_ABOVE = 'answer.unsupported_sentences';

function Warnings({ answer }: { answer: AnswerDocument }) {
  const unsupported = answer.sentences.filter(({ support }) => support === 'unsupported').length;
  const warnings = answer.warnings.filter(({ code }) => unsupported === 0 || code !== SAID_ABOVE);
  return (
    <>
      {unsupported > 0 && (
        <Alert color="red" variant="light" mt="md" icon={<IconAlertTriangle aria-hidden />}>
          {words.unsupportedWarning(unsupported)}
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert color="yellow" variant="light" mt="md" title={words.warnings} icon={<IconInfoCircle aria-hidden />}>
          <List size="sm">
            {warnings.map((warning, index) => (
              <List.Item key={`${warning.code}-${index}`}>{said(warning)}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </>
  );
}

function ModeBadge({ answer }: { answer: AnswerDocument }) {
  const isQuoted = answer.mode === 'quoted';
  return (
    <Group>
      <Badge
        variant="light"
        size="lg"
        tt="none"
        maw="100%"
        color={isQuoted ? 'ink' : 'grape'}
        leftSection={isQuoted ? <IconQuote size={14} aria-hidden /> : <IconSparkles size={14} aria-hidden />}
      >
        {isQuoted ? words.quoted : words.generated(answer.model.name)}
      </Badge>
    </Group>
  );
}
