import { Alert, Anchor, Button, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { useAffected, useDecision } from '../data/use-decisions.js';
import { ErrorNotice } from '../shared/error-notice.js';
import { Loading } from '../shared/loading.js';
import { PageHeader } from '../shared/page-header.js';
import { BesideSource } from '../source/beside-source.js';
import { useOpenedCitation } from '../source/use-opened-citation.js';
import { strings } from '../strings/index.js';
import { DecisionActions } from './decision-actions.js';
import { DecisionContent } from './decision-content.js';
import { DecisionEvidence } from './decision-evidence.js';
import { DecisionFacts } from './decision-facts.js';
import { DecisionOutcome } from './decision-outcome.js';
import { DecisionRelations } from './decision-relations.js';
import { DecisionSteps } from './decision-steps.js';
import { SimilarDecisions } from './similar-decisions.js';
import { StateBadge } from './state-badge.js';
import { useAttention } from './use-attention.js';

const words = strings.decisions.detail;

/** `/decisions/:id`: what was decided, on which evidence, who signed, how it stands to others, what came of it. */
export function DecisionPage() {
  const { id = '' } = useParams();
  // Another decision is another reading: what was measured for one says nothing of the next.
  return <OneDecision key={id} id={id} />;
}

function OneDecision({ id }: { id: string }) {
  const { data: decision, isPending, isError, error, refetch } = useDecision(id);
  const { opened, open, close } = useOpenedCitation(id);
  const attention = useAttention(id);
  const back = (
    <Anchor component={Link} to="/decisions" size="sm">
      ← {words.back}
    </Anchor>
  );
  if (isPending) return <Loading />;
  if (isError)
    return (
      <>
        <PageHeader title={strings.decisions.title} lead={back} />
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </>
    );
  return (
    <BesideSource opened={opened} onClose={close}>
      <PageHeader title={decision.question} lead={back} actions={<StateBadge state={decision.state} />} />
      <Stack gap="lg">
        <Affected decision={id} />
        {decision.successor !== null && (
          <Alert variant="light" color="gray" icon={<IconInfoCircle aria-hidden />} title={words.supersededBy}>
            <Anchor component={Link} to={`/decisions/${decision.successor}`} size="sm">
              {words.openSuccessor}
            </Anchor>
          </Alert>
        )}
        {decision.warnings.length > 0 && (
          <Alert variant="light" color="yellow" icon={<IconInfoCircle aria-hidden />} title={words.warnings}>
            <List size="sm">
              {decision.warnings.map(({ code, by }, index) => (
                <List.Item key={`${code}-${index}`}>{words.care[code](by)}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        <DecisionContent decision={decision} />
        <DecisionActions decision={decision} attention={attention} />
        <DecisionEvidence
          decision={decision}
          opened={opened}
          onCite={(citation) => {
            attention.citationOpened(citation);
            open(citation);
          }}
        />
        <DecisionOutcome outcome={decision.outcome} />
        <DecisionSteps decision={decision} />
        <DecisionRelations decision={decision} />
        <SimilarDecisions id={id} />
        <DecisionFacts decision={decision} />
      </Stack>
    </BesideSource>
  );
}

/** Says that a source changed since, and where to see how. */
function Affected({ decision }: { decision: string }) {
  const { data } = useAffected({ target: decision, state: 'open', offset: 0, limit: 1 });
  const [item] = data?.items ?? [];
  if (!item) return null;
  return (
    <Alert variant="light" color="orange" icon={<IconAlertTriangle aria-hidden />} title={words.affected}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{strings.affected.causes[item.cause]}</Text>
        <Button component={Link} to={`/affected/${item.id}`} size="xs" variant="default">
          {words.openAffected}
        </Button>
      </Stack>
    </Alert>
  );
}
