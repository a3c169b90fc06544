import type { Command } from 'commander';
import { counted } from '../output/format.js';
import { oneLine } from '../output/printable.js';
import type { Cli } from '../run.js';

export function registerAudit(program: Command, cli: Cli): void {
  const audit = program.command('audit').description('the append-only log of everything that happened');
  audit
    .command('verify')
    .description('recompute the whole log; exit status 1 when anything was changed')
    .addHelpText('after', '\nExamples:\n  chancery audit verify\n  chancery audit verify --json')
    .action(
      cli.action<[], unknown>(async (run) => {
        const found = await run.client.verifyLog();
        const entries = counted(found.size, 'log entry').replace(/entrys$/, 'entries');
        const problems = found.problems.map((problem) => `  - ${oneLine(problem)}\n`).join('');
        run.print(found, () =>
          found.ok ? `${entries}, unbroken. Root ${found.root}\n` : `${entries}, NOT sound:\n${problems}`,
        );
        return found.ok ? 0 : 1;
      }),
    );
  audit
    .command('checkpoint')
    .description('size and root of the log now: note it elsewhere, to prove later that nothing before it changed')
    .action(
      cli.action<[], unknown>(async (run) => {
        const { size, root } = await run.client.checkpoint();
        run.print({ size, root }, () => `${size}:${root}\n`);
        return 0;
      }),
    );
}
