import { IconEyeOff } from '@tabler/icons-react';
import { Outlet, useLocation } from 'react-router';
import { useView } from '../data/use-view.js';
import { Empty } from '../shared/empty.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import { WouldCitePage } from './would-cite.page.js';

const words = strings.viewAs;
const OPEN = /^\/(?:search|compare|library(?:\/.*)?|source\/.*)$/;

/** The page at this address; while an administrator looks as somebody else, only those that are open then. */
export function PagesUnderView() {
  const { pathname } = useLocation();
  if (useView() === null || OPEN.test(pathname)) return <Outlet />;
  if (pathname === '/') return <WouldCitePage />;
  return (
    <>
      <PageHeader title={words.closedTitle} />
      <Empty icon={<IconEyeOff size={26} aria-hidden />} title={words.closedTitle} hint={words.closedHint} />
    </>
  );
}
