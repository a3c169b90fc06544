import type { FitsView } from '#contracts';
import { Badge, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { formatBytes } from '../shared/format.js';
import { strings } from '../strings/index.js';

const words = strings.models;
const looks = {
  fits: { color: 'green', Icon: IconCheck },
  tight: { color: 'yellow', Icon: IconAlertTriangle },
  too_large: { color: 'red', Icon: IconX },
};

/** Whether a model suits this machine, in a word, and what it needs. */
export function FitsBadge({ fits }: { fits: FitsView | null }) {
  if (fits === null)
    return (
      <Text size="xs" c="dimmed">
        {words.fitsUnknown}
      </Text>
    );
  const { color, Icon } = looks[fits.verdict];
  return (
    <Group gap={6}>
      <Badge variant="light" color={color} tt="none" leftSection={<Icon size={12} aria-hidden />}>
        {words.fits[fits.verdict]}
      </Badge>
      <Text size="xs" c="dimmed" component="span">
        {words.needs(formatBytes(fits.needsBytes), formatBytes(fits.machineBytes))}
      </Text>
    </Group>
  );
}
