import type { CitationView } from '#contracts';
import { useCallback, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { PageHeader } from '../shared/page-header.js';
import { useIsWide } from '../shared/use-is-narrow.js';
import { SourcePanel } from '../source/source-panel.js';
import { sourceAddress } from '../source/source-address.js';
import { strings } from '../strings/index.js';
import { AskAnnouncer } from './ask-announcer.js';
import { AskOutcome } from './ask-outcome.js';
import { useAsk } from './ask-provider.js';
import { QuestionForm } from './question-form.js';
import { RecentQuestions } from './recent-questions.js';
import classes from './ask.module.css';

/** `/`: the question, the answer as it arrives, and on wide screens the cited source beside it. */
export function AskPage() {
  const { state, ask, cancel } = useAsk();
  const { opened, open, close } = useOpenedCitation(state.phase === 'answered' ? state.answer.record : null);
  return (
    <div className={classes.page} data-with-source={opened ? true : undefined}>
      <div className={classes.column}>
        <PageHeader title={strings.ask.title} lead={strings.ask.lead} />
        <QuestionForm isAsking={state.phase === 'asking'} onAsk={ask} onCancel={cancel} />
        <AskAnnouncer state={state} />
        <AskOutcome state={state} openedCitation={opened?.n ?? null} onCite={open} onAskAgain={ask} />
        <RecentQuestions />
      </div>
      {opened && <SourcePanel citation={opened} onClose={close} />}
    </div>
  );
}

/** Wide screens show the source beside the answer; others go to its own page. Closing gives the focus back. */
function useOpenedCitation(record: string | null) {
  const isWide = useIsWide();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<{ record: string | null; citation: CitationView } | null>(null);
  const origin = useRef<HTMLElement | null>(null);

  const open = (citation: CitationView) => {
    origin.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    if (isWide) setChosen({ record, citation });
    else void navigate(sourceAddress(citation));
  };
  const close = useCallback(() => {
    setChosen(null);
    origin.current?.focus();
  }, []);
  const opened = isWide && chosen && chosen.record === record ? chosen.citation : null;
  return { opened, open, close };
}
