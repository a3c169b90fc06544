import { Badge, Tabs } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { useNotices } from '../data/use-decisions.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import { DecisionBoard } from './decision-board.js';
import { DecisionFilters } from './decision-filters.js';
import { DecisionList } from './decision-list.js';
import { PrecedentSearch } from './precedent-search.js';

const words = strings.decisions;
const VIEWS = ['list', 'board', 'due', 'awaiting', 'search'] as const;
type View = (typeof VIEWS)[number];

const today = () => new Date().toISOString().slice(0, 10);

/** `/decisions?view=&state=&matter=&page=&q=` */
export function DecisionsPage() {
  const [search, setSearch] = useSearchParams();
  const { data: waiting } = useNotices();
  const view = VIEWS.find((each) => each === search.get('view')) ?? 'list';
  const counts: Partial<Record<View, number>> = { due: waiting?.due ?? 0, awaiting: waiting?.awaiting ?? 0 };
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <Tabs
        value={view}
        onChange={(next) => setSearch(next && next !== 'list' ? { view: next } : {})}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {VIEWS.map((each) => (
            <Tabs.Tab
              key={each}
              value={each}
              rightSection={counts[each] ? <Badge size="sm">{counts[each]}</Badge> : null}
            >
              {words.views[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="list">
          <DecisionFilters />
          <DecisionList />
        </Tabs.Panel>
        <Tabs.Panel value="board">
          <DecisionBoard />
        </Tabs.Panel>
        <Tabs.Panel value="due">
          <DecisionList among={{ dueBy: today() }} none={words.noneDue} />
        </Tabs.Panel>
        <Tabs.Panel value="awaiting">
          <DecisionList among={{ awaiting: 'me' }} none={words.noneAwaiting} />
        </Tabs.Panel>
        <Tabs.Panel value="search">
          <PrecedentSearch />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
