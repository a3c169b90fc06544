import { Alert } from '@mantine/core';
import { useSession } from '../data/use-session.js';
import { PageHeader } from '../shared/page-header.js';
import { ViewTabs } from '../shared/view-tabs.js';
import { strings } from '../strings/index.js';
import { CatalogueView } from './catalogue-view.js';
import { GoldenView } from './golden-view.js';
import { IndexView } from './index-view.js';
import { InstalledView } from './installed-view.js';
import classes from './models.module.css';

const words = strings.models;
const views = { installed: InstalledView, catalogue: CatalogueView, index: IndexView, golden: GoldenView };
const all = Object.keys(views) as (keyof typeof views)[];
/** Who sees what; the state of the index is for those who change it. */
const OPEN_TO_ALL = ['installed', 'catalogue'];
const OPEN_TO_LIBRARIANS = [...OPEN_TO_ALL, 'golden'];

/** `/models?view=` */
export function ModelsPage() {
  const role = useSession().data?.user.role;
  const isAdministrator = role === 'administrator';
  const open = role === 'librarian' ? OPEN_TO_LIBRARIANS : OPEN_TO_ALL;
  const names = all.filter((name) => isAdministrator || open.includes(name));
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      {!isAdministrator && (
        <Alert variant="light" color="gray" mb="md">
          {words.readOnly}
        </Alert>
      )}
      <ViewTabs names={names} titles={words.views} label={words.viewsLabel} listClassName={classes.tabs ?? ''}>
        {(name) => {
          const View = views[name];
          return <View canChange={isAdministrator} />;
        }}
      </ViewTabs>
    </>
  );
}
