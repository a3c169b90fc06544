import type { Command } from 'commander';
import type { ChangeGrant, GrantAccess } from '#contracts';
import { AccessCalls } from '../client/access-calls.js';
import { oneLine } from '../output/printable.js';
import { table } from '../output/table.js';
import type { Cli } from '../run.js';
import { textUpTo, uuid } from './parse-options.js';

const EXAMPLES = `
Readers, librarians and auditors see what they are allowed; administrators everything. A denial beats both.

Examples:
  chancery grants allow "Ines Kolar" Handbook
  chancery grants deny group:Interns Payroll
  chancery grants clear "Ines Kolar" Payroll`;

export function registerGrants(program: Command, cli: Cli): void {
  const grants = program
    .command('grants')
    .description('who may see which collection and which single document; for administrators')
    .addHelpText('after', EXAMPLES);
  grants
    .command('list')
    .description('what somebody was granted or denied')
    .argument('<who>', 'a person by name or id, or group:NAME', textUpTo(126))
    .action(
      cli.action<[string], unknown>(async (run, who) => {
        const calls = new AccessCalls(run.client);
        const held = await calls.grants((await calls.subject(who)).id);
        const found = held.map(({ object: { kind, id, name }, access }) => ({
          [kind]: { id, name },
          access,
          name,
          kind,
        }));
        run.print({ grants: found.map(({ name: _name, kind: _kind, ...grant }) => grant) }, () =>
          table(
            [
              { title: 'AT', value: ({ kind, name }) => `${kind} ${oneLine(name)}` },
              { title: 'ACCESS', value: ({ access }) => access },
            ],
            found,
          ),
        );
        return 0;
      }),
    );
  registerSet(grants, cli, 'allow', 'let somebody see a collection');
  registerSet(grants, cli, 'deny', 'bar somebody from a collection, whatever else they may see');
  grants
    .command('clear')
    .description('take a grant or a denial back')
    .argument('<who>', 'a person by name or id, or group:NAME', textUpTo(126))
    .argument('<collection>', 'name or id; or document:ID', textUpTo(120))
    .action(
      cli.action<[string, string], unknown>(async (run, who, what) => {
        const { subject } = await setGrant(new AccessCalls(run.client), who, what, 'none');
        run.print({ cleared: { [subject.kind]: subject.id, ...nameOf(what) } }, () => 'Cleared.\n');
        return 0;
      }),
    );
}

function registerSet(grants: Command, cli: Cli, access: GrantAccess, description: string): void {
  grants
    .command(access)
    .description(description)
    .argument('<who>', 'a person by name or id, or group:NAME', textUpTo(126))
    .argument('<collection>', 'name or id; or document:ID', textUpTo(120))
    .action(
      cli.action<[string, string], unknown>(async (run, who, what) => {
        const { object } = await setGrant(new AccessCalls(run.client), who, what, access);
        const at = { id: object.id, name: what };
        run.print({ [object.kind]: at, access }, () => `${oneLine(what)}: ${access}.\n`);
        return 0;
      }),
    );
}

const DOCUMENT = 'document:';

const nameOf = (what: string) =>
  what.startsWith(DOCUMENT) ? { document: what.slice(DOCUMENT.length) } : { collection: what };

async function setGrant(
  calls: AccessCalls,
  who: string,
  what: string,
  access: ChangeGrant['access'],
): Promise<ChangeGrant> {
  const subject = await calls.subject(who);
  const object = what.startsWith(DOCUMENT)
    ? ({ kind: 'document', id: uuid(what.slice(DOCUMENT.length)) } as const)
    : ({ kind: 'collection', id: await calls.collectionId(what) } as const);
  const change = { subject, object, access };
  await calls.setGrant(change);
  return change;
}
