#!/usr/bin/env node
/** Regenerate the PDF and Word files of the sample library from `source/`. The same sources give the same bytes. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { renderDocx } from './render-docx.mjs';
import { renderPdf } from './render-pdf.mjs';

const here = dirname(fileURLToPath(import.meta.url));
// The zip inside a Word file carries local times; one zone for everyone keeps the bytes the same.
process.env.TZ = 'UTC';

const RENDER = { pdf: renderPdf, docx: renderDocx };

for (const name of (await readdir(join(here, 'source'))).sort()) {
  const { default: source } = await import(pathToFileURL(join(here, 'source', name)).href);
  const target = join(here, 'documents', source.path);
  const bytes = await RENDER[source.kind](source);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, bytes);
  console.log(`${source.path}  ${bytes.length} bytes`);
}
