import { Tabs } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { useSession } from '../data/use-session.js';
import { Empty } from '../shared/empty.js';
import { PageHeader } from '../shared/page-header.js';
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
  const [search, setSearch] = useSearchParams();
  const view = names.find((name) => name === search.get('view')) ?? 'entries';
  return (
    <>
      <VerifyLog />
      <Tabs
        value={view}
        onChange={(next) => setSearch(next && next !== 'entries' ? { view: next } : {}, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List aria-label={words.viewsLabel}>
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {words.views[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {names.map((name) => {
          const View = views[name];
          return (
            <Tabs.Panel key={name} value={name} pt="lg">
              <View />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </>
  );
}
