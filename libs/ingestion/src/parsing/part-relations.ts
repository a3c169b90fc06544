import { readXml } from './read-xml.js';
import type { ZipParts } from './zip-parts.js';

/** The parts that a part of an Office file refers to, by the id of the relation; none of what lies outside of the file. */
export async function targetsOf(parts: ZipParts, part: string, format: string): Promise<Map<string, string>> {
  const slash = part.lastIndexOf('/');
  const relations = await parts.text(`${part.slice(0, slash)}/_rels/${part.slice(slash + 1)}.rels`);
  const targets = new Map<string, string>();
  if (relations !== null)
    readXml(relations, format, {
      open: (name, attribute) => {
        const [id, target] = [attribute('Id'), attribute('Target')];
        if (name !== 'Relationship' || !id || !target || attribute('TargetMode') === 'External') return;
        const found = partAt(target, part);
        if (found !== null) targets.set(id, found);
      },
    });
  return targets;
}

/**
 * The part of a container that a reference leads to; null where it leads out of the container or nowhere.
 * @param from The part that the reference stands in.
 */
export function partAt(target: string, from: string): string | null {
  const base = `zip:/${from}`;
  if (!URL.canParse(target, base)) return null;
  const { protocol, host, pathname } = new URL(target, base);
  return protocol === 'zip:' && host === '' ? pathname.slice(1) : null;
}
