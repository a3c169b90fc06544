import { Alert, Tabs } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { useSession } from '../data/use-session.js';
import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import { CatalogueView } from './catalogue-view.js';
import { GoldenView } from './golden-view.js';
import { IndexView } from './index-view.js';
import { InstalledView } from './installed-view.js';
import classes from './models.module.css';

const words = strings.models;
const views = { installed: InstalledView, catalogue: CatalogueView, index: IndexView, golden: GoldenView };
/** Readers may not see generations and golden questions. */
const OPEN_TO_ALL = ['installed', 'catalogue'];

/** `/models?view=` */
export function ModelsPage() {
  const [search, setSearch] = useSearchParams();
  const isAdministrator = useSession().data?.user.role === 'administrator';
  const names = Object.keys(views).filter((name) => isAdministrator || OPEN_TO_ALL.includes(name));
  const wanted = search.get('view') ?? '';
  const view = names.includes(wanted) ? wanted : 'installed';
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      {!isAdministrator && (
        <Alert variant="light" color="gray" mb="md">
          {words.readOnly}
        </Alert>
      )}
      <Tabs
        value={view}
        onChange={(next) => setSearch(next && next !== 'installed' ? { view: next } : {}, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List aria-label={words.viewsLabel} className={classes.tabs}>
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {words.views[name as keyof typeof views]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {names.map((name) => {
          const View = views[name as keyof typeof views];
          return (
            <Tabs.Panel key={name} value={name} pt="lg">
              <View canChange={isAdministrator} />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </>
  );
}
