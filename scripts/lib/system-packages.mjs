import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

/**
 * Programs of the operating system that some tests drive, and how Debian calls them. A variable tells tests where one is. What
 * stands under `otherwise` does where the program can't be installed.
 */
export const PROGRAMS = {
  // Without a window it draws the same pages for a third less work: worth installing where a whole Chromium is.
  chromium: {
    variable: 'CHROMIUM_PATH',
    names: ['chromium-headless-shell'],
    otherwise: ['chromium', 'chromium-browser', 'google-chrome'],
    package: 'chromium-headless-shell',
  },
  // Chromium draws boxes without it; no test needs it, but whoever looks at a picture of the portal in Japanese does.
  japanese: { names: [], file: '/usr/share/fonts/truetype/vlgothic/VL-Gothic-Regular.ttf', package: 'fonts-vlgothic' },
  redis: { variable: 'REDIS_SERVER_PATH', names: ['redis-server'], package: 'redis-server' },
  tesseract: { names: ['tesseract'], package: 'tesseract-ocr' },
  git: { names: ['git'], package: 'git' },
  apache: { names: ['apache2'], package: 'apache2-bin' },
  dovecot: { names: ['dovecot'], package: 'dovecot-imapd' },
  // A library that a script of the tests makes a server of: no program tells that it is there.
  swift: { names: [], file: '/usr/lib/python3/dist-packages/swift/__init__.py', package: 'python3-swift' },
};

/**
 * Find programs, installing the missing ones where that needs nobody's password: as root, or with a `sudo` that asks
 * nothing, on a system with apt-get. Anything else is a notice, and the tests that need the program skip themselves.
 * @param wanted Keys of PROGRAMS.
 * @returns Environment variables that tell tests where each program is; none for one that is not there.
 */
export async function systemPrograms(wanted) {
  const missing = wanted.filter((key) => !find(PROGRAMS[key]));
  if (missing.length > 0) await install(missing.map((key) => PROGRAMS[key].package));
  const found = wanted.map((key) => [PROGRAMS[key], find(PROGRAMS[key]) ?? insteadOf(PROGRAMS[key])]);
  for (const [program, path] of found) if (!path) console.error(absent(program));
  const told = found.filter(([program, path]) => program.variable && path);
  return Object.fromEntries(told.map(([program, path]) => [program.variable, path]));
}

const absent = (program) =>
  `chancery: ${program.package} is not installed and could not be: the tests that need it are skipped.\n` +
  `          To run them: install it (Debian: apt-get install ${program.package})` +
  (program.variable ? `, or set ${program.variable}.` : '.');

function find({ variable, names, file }) {
  if (file) return existsSync(file) ? file : undefined;
  // Servers lie where an ordinary user's path does not lead.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [variable && process.env[variable], ...onPath].find((path) => path && isExecutable(path));
}

const insteadOf = ({ otherwise }) => otherwise && find({ names: otherwise });

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes(error.code)) return false;
    throw error;
  }
}

async function install(packages) {
  const asRoot = await howToBeRoot();
  if (!asRoot || !find({ names: ['apt-get'] })) return;
  console.error(`chancery: installing ${packages.join(' and ')} with apt-get, for the tests that need them …`);
  const quiet = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
  const apt = ([command, ...args]) => run(command, args, { stdio: ['ignore', 'ignore', 2] });
  await apt([...asRoot, ...quiet, 'update']);
  await apt([...asRoot, ...quiet, 'install', '-y', '--no-install-recommends', ...packages]);
}

/** What to put before a command to run it as root; undefined where that is not possible without a password. */
async function howToBeRoot() {
  if (process.getuid?.() === 0) return [];
  if (!find({ names: ['sudo'] })) return undefined;
  const { status } = await run('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return status === 0 ? ['sudo', '-n'] : undefined;
}
