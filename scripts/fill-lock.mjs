// Run after every `npm install`; idempotent.
// 1. Adds lock entries for optional platform packages the registry in use cannot serve
//    (npm >= 11 `npm ci` otherwise fails with "Missing: x@ from lock file").
// 2. Marks heavy optional variants as not installable, so `npm ci` never downloads them.
import { readFileSync, writeFileSync } from 'node:fs';
const SKIP =
  /^node_modules\/(@node-llama-cpp\/(linux-x64-(cuda|cuda-ext|vulkan)|linux-arm64|linux-armv7l|linux-riscv64|win-x64-(cuda|cuda-ext|vulkan))|@huggingface\/transformers)$/;
const file = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8')),
  pk = lock.packages;
const OS = ['linux', 'darwin', 'win32', 'freebsd', 'android', 'openharmony', 'sunos', 'aix'];
const CPU = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32'];
const ALIAS = { mac: 'darwin', win: 'win32', windows: 'win32', armv7l: 'arm', armv6l: 'arm', armv7: 'arm' };
const where = (name) => {
  const w = name
      .split('/')
      .pop()
      .split(/[-.]/)
      .map((x) => ALIAS[x] ?? x),
    e = {};
  e.cpu = CPU.filter((c) => w.includes(c));
  if (w.some((x) => /musl/.test(x))) e.libc = ['musl'];
  else if (w.some((x) => /^gnu/.test(x))) e.libc = ['glibc'];
  e.os = OS.filter((o) => w.includes(o));
  return e;
};
const parent = (d) => (d.includes('/node_modules/') ? d.slice(0, d.lastIndexOf('/node_modules/')) : '');
let added = 0,
  skipped = 0;
for (const [at, p] of Object.entries({ ...pk }))
  for (const [name, range] of Object.entries(p.optionalDependencies ?? {})) {
    let found = false;
    for (let d = at; ; d = parent(d)) {
      if (pk[`${d ? d + '/' : ''}node_modules/${name}`]) {
        found = true;
        break;
      }
      if (!d) break;
    }
    if (found) continue;
    const version = range.replace(/^[\^~]/, ''),
      e = where(name);
    if (!/^\d+\.\d+\.\d+/.test(version) || !e.os.length) {
      console.warn(`not added: ${name}@${range} (wanted by ${at || 'root'})`);
      continue;
    }
    if (!e.cpu.length) delete e.cpu;
    pk[`node_modules/${name}`] = { version, ...e, optional: true, ...(p.dev ? { dev: true } : {}) };
    added++;
  }
for (const k of Object.keys(pk))
  if (SKIP.test(k) && pk[k].os?.[0] !== 'none') {
    pk[k].os = ['none'];
    skipped++;
  }
lock.packages = Object.fromEntries(Object.entries(pk).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, JSON.stringify(lock, null, 2) + '\n');
console.log(`fill-lock: ${added} added, ${skipped} marked skip`);
