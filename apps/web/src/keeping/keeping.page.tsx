import { Tabs } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { useSession } from '../data/use-session.js';
import { Empty } from '../shared/empty.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import { Erasures } from './erasures.js';
import { Holds } from './holds.js';
import { Retention } from './retention.js';

const words = strings.stewardship;
const views = { holds: Holds, retention: Retention, erasures: Erasures };
const names = Object.keys(views) as (keyof typeof views)[];
const READERS = ['administrator', 'auditor'];

/** `/admin/keeping?view=` */
export function KeepingPage() {
  const [search, setSearch] = useSearchParams();
  const role = useSession().data?.user.role ?? '';
  const view = names.find((name) => name === search.get('view')) ?? 'holds';
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      {!READERS.includes(role) ? (
        <Empty icon={<IconLock aria-hidden />} title={words.forbidden} hint={words.forbiddenHint} />
      ) : (
        <Tabs
          value={view}
          onChange={(next) => setSearch(next && next !== 'holds' ? { view: next } : {}, { replace: true })}
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
                <View canChange={role === 'administrator'} />
              </Tabs.Panel>
            );
          })}
        </Tabs>
      )}
    </>
  );
}
