import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.js';
import { answering, endProgram, startProgram } from './server-process.js';

/** A real IMAP server on loopback, with one account: `anna`, password `secret`. */
export interface TestDovecot {
  readonly port: number;
  stop(): Promise<void>;
}

const DOVECOT = '/usr/sbin/dovecot';

/** @returns Null when the machine has no Dovecot: suites then skip, and say so. */
export async function startDovecot(): Promise<TestDovecot | null> {
  if (!existsSync(DOVECOT)) return null;
  const folder = await mkdtemp(join(tmpdir(), 'chancery-dovecot-'));
  const port = await freePort();
  await mkdir(join(folder, 'mail'));
  await chmod(folder, 0o755);
  await chmod(join(folder, 'mail'), 0o777);
  await writeFile(join(folder, 'users'), 'anna:{PLAIN}secret\n');
  await writeFile(join(folder, 'dovecot.conf'), configuration(folder, port));
  const child = startProgram(DOVECOT, ['-F', '-c', join(folder, 'dovecot.conf')]);
  await answering(port, child);
  return {
    port,
    async stop() {
      await endProgram(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configuration(folder: string, port: number): string {
  const isRoot = process.getuid?.() === 0;
  const { username, uid, gid } = userInfo();
  const [mailUid, mailGid] = isRoot ? ['mail', 'mail'] : [String(uid), String(gid)];
  // Without root Dovecot can neither become another user nor lock itself in.
  const asOneself = `default_login_user = ${username}
default_internal_user = ${username}
default_internal_group = ${gid}
service anvil {
  chroot =
}
service imap-login {
  chroot =
}`;
  return `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${folder}/mail/%u
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=${mailUid} gid=${mailGid} home=${folder}/mail/%u
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
${isRoot ? '' : asOneself}
`;
}
