import type { CitationView, SentenceView, Support } from '#contracts';
import { Tooltip, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconCheck, IconChevronDown, IconQuote } from '@tabler/icons-react';
import { useId } from 'react';
import { strings } from '../strings/index.js';
import { reasonInWords, signalsInWords } from './signals-in-words.js';
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

/** Its words as plain text, whatever they look like; its citations; and the verdict on it with the reason. */
export function AnswerSentence({ sentence, citations, openedCitation, onCite }: Props) {
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
            aria-label={words.citation(citation.n, citation.title, words.place(citation.page, citation.pageUnit))}
            aria-pressed={openedCitation === citation.n}
            onClick={() => onCite(citation)}
          >
            [{citation.n}]
          </button>
        ))}
      </p>
      <Verdict sentence={sentence} />
    </li>
  );
}

/** The reason shows on hover and focus, and stays open once pressed; where nothing supports the sentence it is open at once. */
function Verdict({ sentence }: { sentence: SentenceView }) {
  const { support, signals } = sentence;
  const why = reasonInWords(sentence);
  const [isOpened, { toggle }] = useDisclosure(support === 'unsupported' && why !== '');
  const id = useId();
  const Icon = icons[support];
  const verdict = words.support[support];
  if (why === '' && signals === null)
    return (
      <span className={classes.verdict} data-support={support}>
        <Icon size={14} aria-hidden />
        {verdict}
      </span>
    );
  const details = signals ? signalsInWords(signals) : [];
  return (
    <>
      <Tooltip
        label={why}
        disabled={isOpened || why === ''}
        multiline
        maw={340}
        events={{ hover: true, focus: true, touch: false }}
      >
        <UnstyledButton
          className={classes.verdict}
          data-support={support}
          onClick={toggle}
          aria-expanded={isOpened}
          aria-controls={id}
          aria-label={words.why(verdict)}
        >
          <Icon size={14} aria-hidden />
          {verdict}
          <IconChevronDown size={13} aria-hidden className={classes.chevron} />
        </UnstyledButton>
      </Tooltip>
      <p id={id} className={classes.why} hidden={!isOpened}>
        {why} {details.length > 0 && <span className={classes.signals}>{details.join(' · ')}</span>}
      </p>
    </>
  );
}
