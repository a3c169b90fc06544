import { PageHeader } from '../shared/page-header.js';
import { strings } from '../strings/index.js';
import { KeyList } from './key-list.js';
import { OnlyAdministrators } from './only-administrators.js';

/** `/admin/keys`: everybody's. */
export function KeysPage() {
  const words = strings.people;
  return (
    <>
      <PageHeader title={words.keysTitle} lead={words.keysLead} />
      <OnlyAdministrators>
        <KeyList person="everyone" title={words.keysTitle} />
      </OnlyAdministrators>
    </>
  );
}
