import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const HEARTBEAT_MS = 2_000;
const ABANDONED_MS = 30_000;

/**
 * Run `body` while holding a lock file, so that two preparations of one checkout take turns.
 * The lock of a process that was killed is taken over: at once when its process is gone, after half a minute
 * without a heartbeat when its number now belongs to something else.
 * @param file Path of the lock file; its folder is made.
 * @param onWait Called once when somebody else holds the lock, with their process number.
 */
export async function withLock(file, onWait, body) {
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; !acquire(file); await sleep(250)) {
    const holder = abandoned(file) ? undefined : holderOf(file);
    if (holder === undefined) retire(file);
    else if (!told) onWait(holder);
    told ||= holder !== undefined;
  }
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS);
  try {
    return await body();
  } finally {
    clearInterval(heartbeat);
    rmSync(file, { force: true });
  }
}

function acquire(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Take an abandoned lock away by renaming it, which only one of several finders can do. Should a faster one have
 * taken over in between, its lock is the one renamed: that is put back.
 */
function retire(file) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (!abandoned(aside) && holderOf(aside) !== undefined) linkSync(aside, file);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(error.code)) throw error;
  }
  rmSync(aside, { force: true });
}

function abandoned(file) {
  try {
    return Date.now() - statSync(file).mtimeMs > ABANDONED_MS;
  } catch (error) {
    if (error.code === 'ENOENT') return true;
    throw error;
  }
}

/** The living process that holds the lock, or undefined. A lock being written this moment counts as held. */
function holderOf(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid > 0) process.kill(pid, 0);
    return pid;
  } catch (error) {
    return error.code === 'EPERM' ? 'of another user' : undefined;
  }
}

function touch(file) {
  const now = new Date();
  if (existsSync(file)) utimesSync(file, now, now);
}
