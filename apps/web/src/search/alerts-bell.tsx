import { ActionIcon, Indicator } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useAlertCount } from '../data/use-search.js';
import { strings } from '../strings/index.js';

/** How many things the saved searches found newly, and the way there. */
export function AlertsBell() {
  const { data: unseen = 0 } = useAlertCount();
  const label = strings.search.alerts.bell(unseen);
  return (
    <Indicator disabled={unseen === 0} label={unseen > 99 ? '99+' : unseen} size={16} offset={5}>
      <ActionIcon
        component={Link}
        to="/search/saved"
        variant="subtle"
        color="gray"
        size={36}
        aria-label={label}
        title={label}
      >
        <IconBell size={20} stroke={1.7} aria-hidden />
      </ActionIcon>
    </Indicator>
  );
}
