import { open } from 'node:fs/promises';

/** Make the names in a folder durable: a new or renamed file is there after a crash only once its folder is written. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
}

/** A new file for its owner alone, its bytes durable when this ends; its name is so after {@link syncFolder}. @throws EEXIST */
export async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
