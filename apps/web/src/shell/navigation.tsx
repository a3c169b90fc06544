import { Badge, NavLink as MantineNavLink, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBooks,
  IconCpu,
  IconEye,
  IconGavel,
  IconMessageQuestion,
  IconPlugConnected,
  IconScript,
  IconSearch,
  type TablerIcon,
} from '@tabler/icons-react';
import { NavLink, useLocation } from 'react-router';
import { useNotices } from '../data/use-decisions.js';
import { useSession } from '../data/use-session.js';
import { useView } from '../data/use-view.js';
import { strings } from '../strings/index.js';
import { ADMIN_PAGES } from './admin-pages.js';
import classes from './shell.module.css';

const pages = [
  { to: '/', label: strings.shell.ask, Icon: IconMessageQuestion },
  { to: '/search', label: strings.shell.search, Icon: IconSearch },
  { to: '/library', label: strings.shell.library, Icon: IconBooks },
  { to: '/sources', label: strings.shell.sources, Icon: IconPlugConnected },
  { to: '/records', label: strings.shell.records, Icon: IconScript },
  { to: '/decisions', label: strings.decisions.title, Icon: IconGavel },
  { to: '/affected', label: strings.affected.title, Icon: IconAlertTriangle },
  { to: '/models', label: strings.shell.models, Icon: IconCpu },
];

/** Who may keep sources; the service decides, this only leaves out what would be refused. */
const KEEPERS = ['administrator', 'librarian'];

/** What is left while an administrator looks as somebody else. */
const underView = [
  { to: '/', label: strings.viewAs.title, Icon: IconEye },
  ...pages.filter(({ to }) => to === '/search' || to === '/library'),
];

interface Props {
  onNavigate: () => void;
}

/**
 * The pages that the reader's role may use, with how much on them waits for the reader; within a view the three that
 * work there. The service refuses by itself what is left out here.
 */
export function Navigation({ onNavigate }: Props) {
  if (useView() === null) return <AllPages onNavigate={onNavigate} />;
  return underView.map((page) => <PageLink key={page.to} page={page} onNavigate={onNavigate} />);
}

function AllPages({ onNavigate }: Props) {
  const role = useSession().data?.user.role;
  const { data: waiting } = useNotices();
  const counts: Readonly<Record<string, number>> = {
    '/decisions': (waiting?.due ?? 0) + (waiting?.awaiting ?? 0),
    '/affected': waiting?.affected ?? 0,
  };
  const shown = pages.filter(({ to }) => to !== '/sources' || KEEPERS.includes(role ?? ''));
  const mine = ADMIN_PAGES.filter(({ roles }) => (roles as readonly string[]).includes(role ?? ''));
  return (
    <>
      {shown.map((page) => (
        <PageLink key={page.to} page={page} waiting={counts[page.to] ?? 0} onNavigate={onNavigate} />
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

interface LinkProps {
  page: Page;
  /** How much on the page waits for the reader. */
  waiting?: number;
  onNavigate: () => void;
}

function PageLink({ page: { to, label, Icon }, waiting = 0, onNavigate }: LinkProps) {
  const { pathname } = useLocation();
  return (
    <MantineNavLink
      component={NavLink}
      to={to}
      end={to === '/'}
      label={label}
      leftSection={<Icon size={19} stroke={1.7} aria-hidden />}
      rightSection={
        waiting > 0 && (
          <Badge size="sm" variant="light" color="orange" aria-label={strings.affected.waiting(waiting)}>
            {waiting}
          </Badge>
        )
      }
      active={isWithin(pathname, to)}
      className={classes.link}
      onClick={onNavigate}
    />
  );
}

/** Conversations belong to the first page. */
const isWithin = (pathname: string, to: string): boolean =>
  to === '/' ? pathname === '/' || pathname.startsWith('/ask/') : pathname === to || pathname.startsWith(`${to}/`);
