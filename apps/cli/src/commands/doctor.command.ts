import type { Command } from 'commander';
import type { DoctorView } from '#contracts';
import { ServiceUnreachable } from '../client/errors.js';
import { table } from '../output/table.js';
import type { Cli, Run } from '../run.js';
import { localChecks } from './local-checks.js';

/** Without a service it looks at this machine instead. Ends with status 1 when any check fails. */
export function registerDoctor(program: Command, cli: Cli): void {
  program
    .command('doctor')
    .description('check the service, or this machine while the service is down, and say what to do')
    .addHelpText('after', '\nExamples:\n  chancery doctor\n  chancery doctor --data /srv/chancery --json')
    .action(
      cli.action<[], unknown>(async (run) => {
        const found = await examine(run);
        run.print(found, () => asText(found));
        return found.ok ? 0 : 1;
      }),
    );
}

async function examine(run: Run): Promise<DoctorView> {
  try {
    const { ok, checks } = await run.client.doctor();
    return { ok, checks: [{ name: 'service', ok: true, detail: run.client.url }, ...checks] };
  } catch (error) {
    if (!(error instanceof ServiceUnreachable)) throw error;
    const { dataDir, url } = run.connection;
    const service = { name: 'service', ok: false, detail: error.message };
    return { ok: false, checks: [service, ...(await localChecks(dataDir, new URL(url)))] };
  }
}

function asText({ checks }: DoctorView): string {
  return table(
    [
      { title: 'CHECK', value: (check) => check.name },
      { title: 'STATE', value: (check) => (check.ok ? 'ok' : 'FAILED') },
      { title: 'DETAIL', value: (check) => check.detail },
    ],
    checks,
  );
}
