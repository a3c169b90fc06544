import { mkdir } from 'node:fs';
import multer, { type StorageEngine } from 'multer';

/** Where uploads lie until they are taken in. What could not be written whole – a full disk – leaves nothing behind. */
export function uploadStorage(folder: string): StorageEngine {
  const disk = multer.diskStorage({
    destination: (_request, _file, done) => mkdir(folder, { recursive: true }, (error) => done(error, folder)),
  });
  return {
    _handleFile: (request, file, done) =>
      disk._handleFile(request, file, (error?: unknown, info?: Partial<Express.Multer.File>) => {
        if (!error) return done(null, info);
        // One whose sender broke off has been removed already.
        if (!file.path) return done(error);
        disk._removeFile(request, file, () => done(error));
      }),
    _removeFile: (request, file, done) => disk._removeFile(request, file, done),
  };
}
