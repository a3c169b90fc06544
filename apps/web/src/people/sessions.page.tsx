import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import { SessionList } from './session-list.js';
import { OnlyAdministrators } from './only-administrators.js';

/** `/admin/sessions`: everybody's. */
export function SessionsPage() {
  const words = strings.people;
  return (
    <>
      <PageHeader title={words.sessionsTitle} lead={words.sessionsLead} />
      <OnlyAdministrators>
        <SessionList person="everyone" title={words.sessionsTitle} />
      </OnlyAdministrators>
    </>
  );
}
