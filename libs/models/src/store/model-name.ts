import { basename } from 'node:path';
import { ModelUnsupported } from '../model-errors.js';

/**
 * The name that a model file gets: its file name without folder and `.gguf`, other characters than letters, digits,
 * `.`, `_` and `-` replaced by `-`. So a name is always a safe file name.
 * @throws ModelUnsupported when nothing is left.
 */
export function modelNameOf(pathOrName: string): string {
  const name = basename(pathOrName.trim())
    .replace(/\.gguf$/i, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 120);
  if (name === '')
    throw new ModelUnsupported('The model needs a name: letters, digits, ".", "_" and "-".', {
      particulars: { why: 'no_name' },
    });
  return name;
}

/** The name that a copy of a model in Q8_0 gets. */
export const q8NameOf = (name: string): string => modelNameOf(`${name}-q8_0`);

/** The path of an address as people read it; as it stands where its percent signs mean nothing. */
export function pathIn({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname);
  } catch (error) {
    if (error instanceof URIError) return pathname;
    throw error;
  }
}
