/*
 * German, in the formal "Sie". Terms, so that one thing has one name:
 *   document Dokument · revision Fassung · collection Sammlung · passage Textstelle · citation Beleg · quotation Zitat
 *   source (of a citation) Quelle · source (kept in step with) Datenquelle · matter Vorgang · matter number Aktenzeichen
 *   record Nachweis · log Protokoll · log entry Protokolleintrag · checkpoint Prüfpunkt · proof Beweis · witness Zeuge
 *   wall Informationsbarriere · grant Freigabe · denial Verbot · hold Aufbewahrungssperre · retention Frist
 *   disposal Aussonderung · erasure (endgültige) Löschung · certificate Bescheinigung · suspended gesperrt
 *   decision Entscheidung · approval Genehmigung · owner wer sie angelegt hat · precedent Präzedenzfall
 *   golden question Prüffrage · feedback Rückmeldung · conversation Unterhaltung · replay Wiederholung
 *   administrator Administration · librarian Bibliothek · reviewer Prüfung · reader Lesezugriff · auditor Revision
 */
import { access } from './access.js';
import { account } from './account.js';
import { affected } from './affected.js';
import { ask } from './ask.js';
import { backups } from './backups.js';
import { conversations } from './conversations.js';
import { decisions } from './decisions.js';
import { errors } from './errors.js';
import { feedback } from './feedback.js';
import { forms } from './forms.js';
import { golden } from './golden.js';
import { language } from './language.js';
import { library } from './library.js';
import { log } from './log.js';
import { logFields } from './log-fields.js';
import { logKinds } from './log-kinds.js';
import { matters } from './matters.js';
import { messages } from './messages.js';
import { models } from './models.js';
import { people } from './people.js';
import { reading } from './reading.js';
import { records } from './records.js';
import { removals } from './removals.js';
import { search } from './search.js';
import { searchIndex } from './search-index.js';
import { selection } from './selection.js';
import { shell } from './shell.js';
import { signIn } from './sign-in.js';
import { source } from './source.js';
import { sources } from './sources.js';
import { stewardship } from './stewardship.js';
import { viewAs } from './view-as.js';
import type { Strings } from '../en/index.js';

export const german: Strings = {
  access,
  account,
  affected,
  ask,
  backups,
  conversations,
  decisions,
  errors,
  feedback,
  forms,
  golden,
  language,
  library,
  log,
  logFields,
  logKinds,
  matters,
  messages,
  models,
  people,
  reading,
  records,
  removals,
  search,
  searchIndex,
  selection,
  shell,
  signIn,
  source,
  sources,
  stewardship,
  viewAs,
};
