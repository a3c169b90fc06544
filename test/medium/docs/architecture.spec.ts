import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#config';

const root = projectRoot();
const text = readFileSync(join(root, 'docs', 'ARCHITECTURE.md'), 'utf8');
const byName = (rooms: readonly string[]) => [...rooms].sort();

/** Rooms from left to right as the arrows of the page show them, a layer each; the apps at their end are left out. */
function layersOfPage(): string[][] {
  const [, arrows = ''] = /```\n(knowledge [^`]*)```/.exec(text) ?? [];
  const layers = arrows.split('→').map((layer) => layer.split('·').map((room) => room.trim()));
  return layers.slice(0, -1);
}

/** The same as the build enforces it. */
async function layersOfBuild(): Promise<string[][]> {
  const { default: rules } = (await import(join(root, '.dependency-cruiser.mjs'))) as {
    default: { forbidden: { name: string }[] };
  };
  const names = rules.forbidden.flatMap(({ name }) => /^(.+)-looks-left$/.exec(name)?.[1] ?? []);
  return names.map((name) => name.split('+'));
}

describe('docs/ARCHITECTURE.md', () => {
  it('draws the arrows that are enforced', async () => {
    expect(layersOfPage()).toEqual(await layersOfBuild());
  });

  it('says of every room what it holds', () => {
    const [, table = ''] = text.split('| room | holds |');
    const rooms = [...table.split('\n\n')[0]!.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, room]) => room!);
    expect(byName(rooms)).toEqual(byName(readdirSync(join(root, 'libs'))));
    expect(byName([...layersOfPage().flat(), 'testing'])).toEqual(byName(rooms));
  });

  it('names only files that are there', () => {
    const paths = [...text.matchAll(/`((?:apps|libs|test|bench|models|migrations)\/[^`\s<…]+)`/g)].map(
      ([, path]) => path!,
    );
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('docs/adr.md', () => {
  const index = readFileSync(join(root, 'docs', 'adr.md'), 'utf8');

  it('lists every decision under its own title, and each says where it stands', () => {
    for (const file of readdirSync(join(root, 'docs', 'adr'))) {
      const [heading = '', , status = ''] = readFileSync(join(root, 'docs', 'adr', file), 'utf8').split('\n');
      const [, number, title] = /^# (\d{4}) — (.+)$/.exec(heading) ?? [];
      expect(file.slice(0, 4)).toBe(number);
      expect(index).toContain(`| ${number} | [${title}](adr/${file}) |`);
      expect(status).toMatch(/^Status: /);
    }
  });
});
