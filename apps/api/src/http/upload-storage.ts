import { rm } from 'node:fs/promises';
import multer, { type StorageEngine } from 'multer';

/** Where uploads lie until they are taken in. What could not be written whole – a full disk – leaves nothing behind. */
export function uploadStorage(folder: string): StorageEngine {
  const disk = multer.diskStorage({ destination: folder });
  return {
    _handleFile: (request, file, done) =>
      disk._handleFile(request, file, (error?: unknown, info?: Partial<Express.Multer.File>) => {
        if (!error) return done(null, info);
        void rm(file.path, { force: true }).finally(() => done(error));
      }),
    _removeFile: (request, file, done) => disk._removeFile(request, file, done),
  };
}
