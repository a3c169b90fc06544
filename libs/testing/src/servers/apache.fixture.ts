import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.js';
import { answering, endProgram, startProgram } from './server-process.js';

/** A real Apache on loopback: a site to crawl, a WebDAV folder and Git over HTTP. */
export interface TestApache {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Served as the site, at `/`. */
  readonly site: string;
  /** Served over WebDAV at `/dav`, to `anna` with the password `secret`. */
  readonly dav: string;
  /** Bare repositories, served at `/git/NAME.git` to the same. */
  readonly git: string;
  /** Lines of its access log so far. */
  readonly logFile: string;
  stop(): Promise<void>;
}

const APACHE = '/usr/sbin/apache2';
const MODULES = '/usr/lib/apache2/modules';
const GIT_BACKEND = '/usr/lib/git-core/git-http-backend';
/** `anna:secret`, as htpasswd -s writes it. */
const PASSWORDS = 'anna:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n';
const WANTED = [
  ...['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_basic', 'unixd'],
  ...['alias', 'dir', 'mime', 'env', 'cgid', 'dav', 'dav_fs', 'log_config', 'rewrite'],
];

/** @returns Null when the machine has no Apache: suites then skip, and say so. */
export async function startApache(): Promise<TestApache | null> {
  if (!existsSync(APACHE)) return null;
  const folder = await mkdtemp(join(tmpdir(), 'chancery-apache-'));
  const port = await freePort();
  const [site, dav, git] = [join(folder, 'site'), join(folder, 'dav'), join(folder, 'git')];
  for (const each of [site, dav, git, join(folder, 'locks')]) await mkdir(each);
  await writeFile(join(folder, 'passwords'), PASSWORDS);
  await writeFile(join(folder, 'apache.conf'), configuration(folder, port));
  // As root Apache works as another user, who must get in; the folder goes with the test.
  for (const each of [folder, site, dav, git, join(folder, 'locks')]) await chmod(each, 0o777);
  const child = startProgram(APACHE, ['-D', 'FOREGROUND', '-f', join(folder, 'apache.conf')]);
  await answering(port, child);
  return {
    ...{ url: `http://127.0.0.1:${port}`, site, dav, git, logFile: join(folder, 'access.log') },
    async stop() {
      await endProgram(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configuration(folder: string, port: number): string {
  const isBuiltIn = (name: string) => !existsSync(join(MODULES, `mod_${name}.so`));
  const modules = WANTED.filter((name) => !isBuiltIn(name)).map(
    (name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`,
  );
  const who = process.getuid?.() === 0 ? ['User www-data', 'Group www-data'] : [];
  return `${[...modules, ...who].join('\n')}
ServerName 127.0.0.1
ServerRoot ${folder}
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
CustomLog ${folder}/access.log "%m %U %>s %{User-Agent}i"
ScriptSock ${folder}/cgid.sock
TypesConfig /etc/mime.types
DocumentRoot ${folder}/site
DirectoryIndex index.html
AddType text/markdown .md
RewriteEngine On
RewriteRule ^/broken$ - [R=500,L]
RewriteRule ^/outside$ http://127.0.0.2:${port}/hr/leave.html [R=302,L]
<Directory ${folder}/site>
  Require all granted
</Directory>
DavLockDB ${folder}/locks/db
Alias /dav ${folder}/dav
<Location /dav>
  Dav On
  ${signedIn(folder)}
</Location>
SetEnv GIT_PROJECT_ROOT ${folder}/git
SetEnv GIT_HTTP_EXPORT_ALL
SetEnv GIT_CONFIG_COUNT 1
SetEnv GIT_CONFIG_KEY_0 safe.directory
SetEnv GIT_CONFIG_VALUE_0 *
ScriptAlias /git/ ${GIT_BACKEND}/
<Location /git>
  ${signedIn(folder)}
</Location>
<Directory /usr/lib/git-core>
  Require all granted
</Directory>
`;
}

const signedIn = (folder: string): string =>
  ['AuthType Basic', 'AuthName "test"', `AuthUserFile ${folder}/passwords`, 'Require valid-user'].join('\n  ');
