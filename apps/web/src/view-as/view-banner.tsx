import { Button, Group, Text } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useEndView, useView } from '../data/use-view.js';
import { complain } from '../shared/complain.js';
import { formatDay } from '../shared/format.js';
import { strings } from '../strings/index.js';
import classes from './view-as.module.css';

const words = strings.viewAs;

/** Says all the time whose eyes an administrator looks with, and is the way out. */
export function ViewBanner() {
  const view = useView();
  const end = useEndView();
  useEffect(() => {
    if (!view) return;
    const overAt = setTimeout(
      () => window.location.reload(),
      Math.max(0, Date.parse(view.endsAt) - Date.now()) + 1_000,
    );
    return () => clearTimeout(overAt);
  }, [view]);
  if (!view) return null;
  const { name, role } = view.person;
  return (
    <section className={classes.banner} aria-label={words.label}>
      <Group gap="sm" justify="space-between">
        <Group gap="sm" wrap="nowrap" style={{ flex: '1 1 16rem' }}>
          <IconEye size={20} aria-hidden style={{ flexShrink: 0 }} />
          <div>
            <Text fw={600} size="sm">
              {words.banner(name, strings.shell.roles[role])}
            </Text>
            <Text size="xs">{words.hint(formatDay(view.endsAt))}</Text>
          </div>
        </Group>
        <Button
          size="xs"
          variant="default"
          loading={end.isPending}
          onClick={() => end.mutate(undefined, { onError: complain })}
        >
          {words.end}
        </Button>
      </Group>
    </section>
  );
}
