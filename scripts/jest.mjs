// Jest with the flag that its ES module support needs. Arguments are passed on.
import './lib/require-node.mjs';
import { jest } from './lib/jest.mjs';
import { main } from './lib/run.mjs';

await main(async () => {
  const { status } = await jest(process.argv.slice(2));
  process.exitCode = status;
});
