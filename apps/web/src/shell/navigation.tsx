import { NavLink as MantineNavLink } from '@mantine/core';
import { IconBooks, IconCpu, IconMessageQuestion, IconScript } from '@tabler/icons-react';
import { NavLink, useLocation } from 'react-router';
import { strings } from '../strings/index.js';
import classes from './shell.module.css';

const pages = [
  { to: '/', label: strings.shell.ask, Icon: IconMessageQuestion },
  { to: '/library', label: strings.shell.library, Icon: IconBooks },
  { to: '/records', label: strings.shell.records, Icon: IconScript },
  { to: '/models', label: strings.shell.models, Icon: IconCpu },
];

export function Navigation({ onNavigate }: { onNavigate: () => void }) {
  const { pathname } = useLocation();
  return pages.map(({ to, label, Icon }) => (
    <MantineNavLink
      key={to}
      component={NavLink}
      to={to}
      end={to === '/'}
      label={label}
      leftSection={<Icon size={19} stroke={1.7} aria-hidden />}
      active={isWithin(pathname, to)}
      className={classes.link}
      onClick={onNavigate}
    />
  ));
}

/** Conversations belong to the first page. */
const isWithin = (pathname: string, to: string): boolean =>
  to === '/' ? pathname === '/' || pathname.startsWith('/ask/') : pathname === to || pathname.startsWith(`${to}/`);
