import type { ErasureView } from '#contracts';
import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useColleagues } from '../data/use-decisions.js';
import { useCertificate, useDecideErasure } from '../data/use-stewardship.js';
import { askToConfirm } from '../shared/ask-to-confirm.js';
import { complain } from '../shared/complain.js';
import { formatDateTime } from '../shared/format.js';
import { saveFile } from '../shared/save-file.js';
import { strings } from '../strings/index.js';

const words = strings.stewardship.erasures;
const COLOURS = { waiting: 'orange', done: 'gray', declined: 'gray' } as const;

/** One erasure: what, why, for whom, and its certificate or what it waits for. */
export function ErasureCard({ erasure, canDecide }: { erasure: ErasureView; canDecide: boolean }) {
  const { kind, subject, state, isParked, cause, reason, requestedBy, requestedAt, doneAt, logIndex } = erasure;
  const people = useColleagues().data ?? [];
  const by = people.find(({ id }) => id === requestedBy)?.name ?? requestedBy;
  return (
    <Card withBorder component="article" aria-label={`${strings.stewardship.kinds[kind]} ${subject}`}>
      <Stack gap={4} style={{ overflowWrap: 'anywhere' }}>
        <Group gap="xs">
          <Badge variant="light" tt="none">
            {strings.stewardship.kinds[kind]}
          </Badge>
          <Badge variant="light" tt="none" color={COLOURS[state]}>
            {words.states[state]}
          </Badge>
          <Text size="xs" c="dimmed">
            {words.causes[cause]}
          </Text>
        </Group>
        {kind !== 'records' && (
          <Text size="sm" ff="monospace">
            {subject}
          </Text>
        )}
        <Text size="sm" dir="auto">
          {reason}
        </Text>
        <Text size="xs" c="dimmed">
          {words.asked(by, formatDateTime(requestedAt))}
        </Text>
        {isParked && <Text size="sm">{words.parked}</Text>}
        {doneAt !== null && logIndex !== null && (
          <Text size="xs" c="dimmed">
            {words.done(formatDateTime(doneAt), logIndex)}
          </Text>
        )}
        <Group gap="xs" mt={4}>
          {state === 'done' && <Certificate id={erasure.id} />}
          {state === 'waiting' && canDecide && <Decide erasure={erasure} />}
        </Group>
      </Stack>
    </Card>
  );
}

function Certificate({ id }: { id: string }) {
  const fetching = useCertificate();
  const save = () =>
    fetching.mutate(id, {
      onSuccess: (found) => saveFile(`erasure-${id}.certificate.json`, JSON.stringify(found, null, 2)),
      onError: complain,
    });
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconDownload size={15} aria-hidden />}
      loading={fetching.isPending}
      onClick={save}
      aria-label={words.certificateOf(id)}
    >
      {words.certificate}
    </Button>
  );
}

function Decide({ erasure: { id, subject, isParked } }: { erasure: ErasureView }) {
  const deciding = useDecideErasure();
  const decide = (how: 'approval' | 'refusal') => deciding.mutate({ erasure: id, how }, { onError: complain });
  const askToApprove = () =>
    askToConfirm({ title: words.approve, body: words.approveHint, label: words.approve, isLoss: true }, () =>
      decide('approval'),
    );
  return (
    <>
      {!isParked && (
        <Button
          size="xs"
          color="red.9"
          loading={deciding.isPending}
          onClick={askToApprove}
          aria-label={words.approveOne(subject)}
        >
          {words.approve}
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => decide('refusal')} aria-label={words.declineOne(subject)}>
        {words.decline}
      </Button>
    </>
  );
}
