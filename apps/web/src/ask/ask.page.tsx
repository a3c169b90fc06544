import { PageHeader } from '../shared/page-header.js';
import { BesideSource } from '../source/beside-source.js';
import { useOpenedCitation } from '../source/use-opened-citation.js';
import { strings } from '../strings/index.js';
import { AskAnnouncer } from './ask-announcer.js';
import { AskOutcome } from './ask-outcome.js';
import { useAsk } from './ask-provider.js';
import { QuestionForm } from './question-form.js';
import { RecentQuestions } from './recent-questions.js';

/** `/`: the question, the answer as it arrives, and on wide screens the cited source beside it. */
export function AskPage() {
  const { state, ask, cancel } = useAsk();
  const { opened, open, close } = useOpenedCitation(state.phase === 'answered' ? state.answer.record : null);
  return (
    <BesideSource opened={opened} onClose={close}>
      <PageHeader title={strings.ask.title} lead={strings.ask.lead} />
      <QuestionForm isAsking={state.phase === 'asking'} onAsk={ask} onCancel={cancel} />
      <AskAnnouncer state={state} />
      <AskOutcome state={state} openedCitation={opened?.n ?? null} onCite={open} onAskAgain={ask} />
      <RecentQuestions />
    </BesideSource>
  );
}
