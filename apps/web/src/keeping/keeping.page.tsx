import { IconLock } from '@tabler/icons-react';
import { useSession } from '../data/use-session.js';
import { Empty } from '../shared/empty.js';
import { PageHeader } from '../shared/page-header.js';
import { ViewTabs } from '../shared/view-tabs.js';
import { strings } from '../strings/index.js';
import { Backups } from './backups.js';
import { Erasures } from './erasures.js';
import { Holds } from './holds.js';
import classes from './keeping.module.css';
import { Retention } from './retention.js';

const words = strings.stewardship;
const views = { holds: Holds, retention: Retention, erasures: Erasures, backups: Backups };
const names = Object.keys(views) as (keyof typeof views)[];
const READERS = ['administrator', 'auditor'];

/** `/admin/keeping?view=` */
export function KeepingPage() {
  const role = useSession().data?.user.role ?? '';
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      {!READERS.includes(role) ? (
        <Empty icon={<IconLock aria-hidden />} title={words.forbidden} hint={words.forbiddenHint} />
      ) : (
        <ViewTabs names={names} titles={words.views} label={words.viewsLabel} listClassName={classes.tabs ?? ''}>
          {(name) => {
            const View = views[name];
            return <View canChange={role === 'administrator'} />;
          }}
        </ViewTabs>
      )}
    </>
  );
}
