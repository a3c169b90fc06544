import type { CitationView, SentenceView, Support } from '#contracts';
import { IconAlertTriangle, IconCheck, IconQuote } from '@tabler/icons-react';
import { strings } from '../strings/index.js';
import classes from './ask.module.css';

const words = strings.ask;
const icons: Record<Support, typeof IconCheck> = {
  verbatim: IconQuote,
  supported: IconCheck,
  unsupported: IconAlertTriangle,
};

interface Props {
  sentence: SentenceView;
  citations: CitationView[];
  openedCitation: number | null;
  onCite: (citation: CitationView) => void;
}

export function AnswerSentence({ sentence, citations, openedCitation, onCite }: Props) {
  const Icon = icons[sentence.support];
  const cited = citations.filter(({ n }) => sentence.citations.includes(n));
  return (
    <li className={classes.sentence} data-support={sentence.support}>
      <p className={classes.sentenceText} dir="auto">
        {sentence.text}
        {cited.map((citation) => (
          <button
            key={citation.n}
            type="button"
            className={classes.citation}
            aria-label={words.citation(citation.n, citation.title, citation.page)}
            aria-pressed={openedCitation === citation.n}
            onClick={() => onCite(citation)}
          >
            [{citation.n}]
          </button>
        ))}
      </p>
      <span className={classes.verdict} data-support={sentence.support}>
        <Icon size={14} aria-hidden />
        {words.support[sentence.support]}
      </span>
    </li>
  );
}
