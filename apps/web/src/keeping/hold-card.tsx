import type { HoldView } from '#contracts';
import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useColleagues } from '../data/use-decisions.js';
import { useLiftHold } from '../data/use-stewardship.js';
import { formatDateTime } from '../shared/format.js';
import { strings } from '../strings/index.js';
import { ReasonDialog } from './reason-dialog.js';

const words = strings.stewardship.holds;

/** What is held, since when, by whom and why; and how much that is. */
export function HoldCard({ hold, canLift }: { hold: HoldView; canLift: boolean }) {
  const { id, kind, name, reason, documents, records, decisions, placedBy, placedAt, liftedBy, liftedAt, liftReason } =
    hold;
  const people = useColleagues().data ?? [];
  const lifting = useLiftHold();
  const [isAsking, setAsking] = useState(false);
  const title = name === '' ? words.unnamed : name;
  const nameOf = (person: string | null) => people.find((each) => each.id === person)?.name ?? person ?? '';
  return (
    <Card withBorder component="article" aria-label={title}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Stack gap={4} style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Badge variant="light" tt="none">
              {strings.stewardship.kinds[kind]}
            </Badge>
            {liftedAt !== null && (
              <Badge variant="light" tt="none" color="gray">
                {words.badge}
              </Badge>
            )}
          </Group>
          <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }} dir="auto">
            {title}
          </Title>
          <Text size="sm" dir="auto">
            {reason}
          </Text>
          <Text size="sm" c="dimmed">
            {words.covers(documents, records, decisions)}
          </Text>
          <Text size="xs" c="dimmed">
            {words.placed(nameOf(placedBy), formatDateTime(placedAt))}
          </Text>
          {liftedAt !== null && (
            <Text size="xs" c="dimmed" dir="auto">
              {words.lifted(nameOf(liftedBy), formatDateTime(liftedAt), liftReason ?? '')}
            </Text>
          )}
        </Stack>
        {canLift && (
          <Button
            size="xs"
            variant="default"
            miw="max-content"
            onClick={() => setAsking(true)}
            aria-label={words.liftOne(title)}
          >
            {words.lift}
          </Button>
        )}
      </Group>
      {isAsking && (
        <ReasonDialog
          title={words.lift}
          hint={words.liftHint(title)}
          isPending={lifting.isPending}
          error={lifting.error}
          onConfirm={(why) => lifting.mutate({ hold: id, reason: why }, { onSuccess: () => setAsking(false) })}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  );
}
