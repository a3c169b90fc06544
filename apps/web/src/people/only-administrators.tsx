import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useSession } from '../data/use-session.js';
import { Empty } from '../shared/empty.js';
import { strings } from '../strings/index.js';

/** What others are told instead of a page of error messages. */
export function OnlyAdministrators({ children }: { children: ReactNode }) {
  const role = useSession().data?.user.role;
  if (role === 'administrator') return children;
  const words = strings.people;
  return <Empty icon={<IconLock aria-hidden />} title={words.forbidden} hint={words.forbiddenHint} />;
}
