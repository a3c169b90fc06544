import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const folders = ['cmaps', 'iccs', 'standard_fonts', 'wasm'];

/**
 * Serves what pdf.js reads while it draws (character maps, colour profiles, stand-in fonts, image decoders) from this
 * origin at `/pdfjs/<folder>/`, in development and in the build, so that no page ever asks another host for them.
 */
export function pdfAssets(): Plugin {
  return {
    name: 'chancery:pdf-assets',
    configureServer(server) {
      server.middlewares.use('/pdfjs', (request, response, next) => {
        const [, folder = '', file = ''] = new URL(request.url ?? '/', 'http://localhost').pathname.split('/');
        if (!folders.includes(folder) || !readdirSync(join(home, folder)).includes(file)) return next();
        if (file.endsWith('.wasm')) response.setHeader('content-type', 'application/wasm');
        response.end(readFileSync(join(home, folder, file)));
      });
    },
    generateBundle() {
      for (const folder of folders)
        for (const file of readdirSync(join(home, folder)))
          this.emitFile({
            type: 'asset',
            fileName: `pdfjs/${folder}/${file}`,
            source: readFileSync(join(home, folder, file)),
          });
    },
  };
}
