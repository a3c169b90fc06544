import { Text } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { isAway } from '../data/query-client.js';
import { useStatus } from '../data/use-status.js';
import { strings } from '../strings/index.js';
import classes from './shell.module.css';

/** Says, while the service does not answer, that what is shown is from before, and that it comes back by itself. */
export function AwayBanner() {
  const { error } = useStatus();
  if (!isAway(error)) return null;
  return (
    <div className={classes.away} role="alert">
      <IconCloudOff size={20} aria-hidden style={{ flexShrink: 0 }} />
      <Text size="sm">{strings.shell.away}</Text>
    </div>
  );
}
