import { NavLink as MantineNavLink, Text } from '@mantine/core';
import { IconBooks, IconCpu, IconMessageQuestion, IconScript, type TablerIcon } from '@tabler/icons-react';
import { NavLink, useLocation } from 'react-router';
import { useSession } from '../data/use-session.js';
import { strings } from '../strings/index.js';
import { ADMIN_PAGES } from './admin-pages.js';
import classes from './shell.module.css';

const pages = [
  { to: '/', label: strings.shell.ask, Icon: IconMessageQuestion },
  { to: '/library', label: strings.shell.library, Icon: IconBooks },
  { to: '/records', label: strings.shell.records, Icon: IconScript },
  { to: '/models', label: strings.shell.models, Icon: IconCpu },
];

export function Navigation({ onNavigate }: { onNavigate: () => void }) {
  const role = useSession().data?.user.role;
  const mine = ADMIN_PAGES.filter(({ roles }) => (roles as readonly string[]).includes(role ?? ''));
  return (
    <>
      {pages.map((page) => (
        <PageLink key={page.to} page={page} onNavigate={onNavigate} />
      ))}
      {mine.length > 0 && (
        <section aria-label={strings.access.section}>
          <Text size="xs" c="dimmed" fw={600} px="sm" pt="md" pb={4} aria-hidden>
            {strings.access.section}
          </Text>
          {mine.map((page) => (
            <PageLink key={page.to} page={page} onNavigate={onNavigate} />
          ))}
        </section>
      )}
    </>
  );
}

interface Page {
  to: string;
  label: string;
  Icon: TablerIcon;
}

function PageLink({ page: { to, label, Icon }, onNavigate }: { page: Page; onNavigate: () => void }) {
  const { pathname } = useLocation();
  return (
    <MantineNavLink
      component={NavLink}
      to={to}
      end={to === '/'}
      label={label}
      leftSection={<Icon size={19} stroke={1.7} aria-hidden />}
      active={isWithin(pathname, to)}
      className={classes.link}
      onClick={onNavigate}
    />
  );
}

/** Conversations belong to the first page. */
const isWithin = (pathname: string, to: string): boolean =>
  to === '/' ? pathname === '/' || pathname.startsWith('/ask/') : pathname === to || pathname.startsWith(`${to}/`);
