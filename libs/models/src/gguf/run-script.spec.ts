import { runScript } from './run-script.js';

it('hands arguments and input over, and gives back what was written before the end, whatever that was', async () => {
  const echo = `import { text } from 'node:stream/consumers'; process.stdout.write(process.argv[1] + await text(process.stdin));`;
  expect(await runScript(echo, { args: ['a'], input: 'b' })).toEqual({ hasRun: true, written: 'ab' });
  const dies = `process.stdout.write('begun', () => process.kill(process.pid, 'SIGKILL'));`;
  expect(await runScript(dies, { input: 'x'.repeat(1_000_000) })).toEqual({ hasRun: true, written: 'begun' });
});

it('has no secrets in its environment', async () => {
  process.env['CHANCERY_TEST_SECRET'] = 'secret';
  const { written } = await runScript('process.stdout.write(JSON.stringify(process.env))');
  delete process.env['CHANCERY_TEST_SECRET'];
  expect(written).not.toContain('secret');
});
