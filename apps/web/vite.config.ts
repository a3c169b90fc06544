import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { pdfAssets } from './pdf-assets.plugin.js';

const root = import.meta.dirname;
const api = { target: 'http://127.0.0.1:3210' };

export default defineConfig({
  root,
  plugins: [react(), pdfAssets()],
  resolve: { alias: { '#contracts': join(root, '../../libs/contracts/src/index.ts') } },
  build: {
    outDir: join(root, '../../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      output: {
        // Modules that pages share may land in a chunk that is loaded before the entry's first import, which zod must not be.
        strictExecutionOrder: true,
        // What pages share comes in few files: the first page asked for some eighty of two kilobytes, six at a time.
        codeSplitting: {
          groups: [{ name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 30_000 }],
        },
        // Those are named after all pages that share them otherwise.
        chunkFileNames: ({ name }) => `assets/${name.startsWith('shared~') ? 'shared' : name}-[hash].js`,
      },
    },
  },
  server: { port: 5173, proxy: { '/api': api, '/health': api } },
});
