// Make the programs in dist/programs out of what the compiler wrote: the second half of `npm run build:server`.
import './lib/require-node.mjs';
import { bundlePrograms } from './lib/bundle.mjs';
import { main } from './lib/run.mjs';

await main(bundlePrograms);
