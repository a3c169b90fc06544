import { ask } from './ask.js';
import { errors } from './errors.js';
import { library } from './library.js';
import { records } from './records.js';
import { shell } from './shell.js';
import { signIn } from './sign-in.js';
import { source } from './source.js';

/** Every word that the portal shows. A translation replaces these modules and nothing else. */
export const strings = { ask, errors, library, records, shell, signIn, source };
