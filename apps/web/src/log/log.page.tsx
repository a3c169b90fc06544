import { IconLock } from '@tabler/icons-react';
import { useSession } from '../data/use-session.js';
import { Empty } from '../shared/empty.js';
import { PageHeader } from '../shared/page-header.js';
import { ViewTabs } from '../shared/view-tabs.js';
import { strings } from '../strings/index.js';
import { Checkpoints } from './checkpoints.js';
import { Entries } from './entries.js';
import { VerifyLog } from './verify-log.js';

const words = strings.log;
const views = { entries: Entries, checkpoints: Checkpoints };
const names = Object.keys(views) as (keyof typeof views)[];
const READERS = ['administrator', 'auditor'];

/** `/log?view=` */
export function LogPage() {
  const role = useSession().data?.user.role ?? '';
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      {READERS.includes(role) ? (
        <Views />
      ) : (
        <Empty icon={<IconLock aria-hidden />} title={words.forbidden} hint={words.forbiddenHint} />
      )}
    </>
  );
}

function Views() {
  return (
    <>
      <VerifyLog />
      <ViewTabs names={names} titles={words.views} label={words.viewsLabel}>
        {(name) => {
          const View = views[name];
          return <View />;
        }}
      </ViewTabs>
    </>
  );
}
