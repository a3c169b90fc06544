import { openRunFolder } from './run-folder.mjs';

/** Called by Jest before a tier that needs nothing else. */
export default () => openRunFolder();
