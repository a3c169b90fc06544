import { access } from './access.js';
import { account } from './account.js';
import { affected } from './affected.js';
import { ask } from './ask.js';
import { conversations } from './conversations.js';
import { decisions } from './decisions.js';
import { errors } from './errors.js';
import { feedback } from './feedback.js';
import { golden } from './golden.js';
import { library } from './library.js';
import { log } from './log.js';
import { matters } from './matters.js';
import { models } from './models.js';
import { people } from './people.js';
import { reading } from './reading.js';
import { records } from './records.js';
import { search } from './search.js';
import { searchIndex } from './search-index.js';
import { shell } from './shell.js';
import { signIn } from './sign-in.js';
import { source } from './source.js';
import { sources } from './sources.js';
import { stewardship } from './stewardship.js';
import { viewAs } from './view-as.js';

/** Every word that the portal shows. A translation replaces these modules and nothing else. */
export const strings = {
  access,
  account,
  affected,
  ask,
  conversations,
  decisions,
  errors,
  feedback,
  golden,
  library,
  log,
  matters,
  models,
  people,
  reading,
  records,
  search,
  searchIndex,
  shell,
  signIn,
  source,
  sources,
  stewardship,
  viewAs,
};
