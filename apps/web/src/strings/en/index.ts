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

/** Every word that the portal shows, in English: the shape of all other languages. */
export const english = {
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

/** The same keys with any text; a function keeps its parameters, a list of fixed length its length. */
type Said<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Key in keyof T]: Said<T[Key]> };

/** What a language has to say. A key that is missing, or that English does not have, is refused by the compiler. */
export type Strings = Said<typeof english>;
