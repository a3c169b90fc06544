import type { PersonRole } from '#contracts';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useSession } from '../data/use-session.js';
import { Empty } from '../shared/empty.js';
import { strings } from '../strings/index.js';

const words = strings.access.failed;

interface Props {
  /** Who may; the service decides, this only says so sooner and in one place. */
  roles: readonly PersonRole[];
  children: ReactNode;
  /** Above what others are told, where the page's own head depends on what it may show. */
  head?: ReactNode;
}

/** A page for some roles: others, who came by an address, are told so instead of being shown forms that fail. */
export function OnlyRoles({ roles, children, head }: Props) {
  const role = useSession().data?.user.role;
  if (role !== undefined && roles.includes(role)) return children;
  return (
    <>
      {head}
      <Empty icon={<IconLock aria-hidden />} title={words.title} hint={words.hint} />
    </>
  );
}
