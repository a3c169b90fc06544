import type { DecisionDetail, DecisionStepView } from '#contracts';
import { Button, Group, Paper, Text, Timeline, Title } from '@mantine/core';
import { IconDownload, IconSignature } from '@tabler/icons-react';
import { fetchDecisionProof } from '../api/decisions-client.js';
import { complain } from '../shared/complain.js';
import { EvidenceButton } from '../shared/evidence-button.js';
import { formatDateTime } from '../shared/format.js';
import { saveFile } from '../shared/save-file.js';
import { strings } from '../strings/index.js';
import classes from './decisions.module.css';

const words = strings.decisions.detail;

/** Who signed what and when, and the proof of it. */
export function DecisionSteps({ decision }: { decision: DecisionDetail }) {
  return (
    <Paper withBorder p="lg" component="section" aria-label={words.steps}>
      <Group justify="space-between" align="flex-start" mb="sm">
        <div>
          <Title order={2} size="h4">
            {words.steps}
          </Title>
          <Text size="sm" c="dimmed">
            {words.stepsHint}
          </Text>
        </div>
        <Group gap="xs">
          <EvidenceButton of="decisions" id={decision.id} />
          <Button
            variant="default"
            size="xs"
            leftSection={<IconDownload size={15} aria-hidden />}
            title={words.proofHint}
            onClick={() => void saveProof(decision.id).catch(complain)}
          >
            {words.proof}
          </Button>
        </Group>
      </Group>
      <Timeline bulletSize={22} lineWidth={2} active={decision.steps.length}>
        {decision.steps.map((step) => (
          <Timeline.Item
            key={step.version}
            bullet={<IconSignature size={13} aria-hidden />}
            title={`${strings.decisions.stepNames[step.action]} · ${step.by.name}`}
          >
            <Text size="xs" c="dimmed">
              {detailsOf(step).join(' · ')}
            </Text>
            {step.reason !== '' && (
              <Text size="sm" className={classes.text} dir="auto">
                {step.reason}
              </Text>
            )}
          </Timeline.Item>
        ))}
      </Timeline>
    </Paper>
  );
}

function detailsOf({ at, logIndex, attention }: DecisionStepView): string[] {
  const { timeSpentMs = null, citationsOpened = null } = attention ?? {};
  return [
    formatDateTime(at),
    words.logEntry(logIndex),
    ...(timeSpentMs === null ? [] : [words.took(words.time(timeSpentMs))]),
    ...(citationsOpened === null ? [] : [words.opened(citationsOpened)]),
  ];
}

async function saveProof(id: string): Promise<void> {
  saveFile(`decision-${id}.proof.json`, JSON.stringify(await fetchDecisionProof(id), null, 2));
}
