import type { DecisionGraph, GraphEdge, PrecedentList, Timeline } from '#contracts';
import { minute } from '../output/format.js';
import { oneLine } from '../output/printable.js';
import { table } from '../output/table.js';

/** In the order found, the most alike first. */
export const precedentsAsText = ({ decisions }: PrecedentList): string =>
  decisions.length === 0
    ? 'No decision in sight is like it.\n'
    : table(
        [
          { title: 'SCORE', value: ({ score }) => score.toFixed(2) },
          { title: 'ID', value: ({ id }) => id },
          { title: 'STATE', value: ({ state }) => state },
          { title: 'QUESTION', value: ({ question }) => question, max: 50 },
          { title: 'CHOICE', value: ({ choice }) => choice, max: 30 },
        ],
        decisions,
      );

/** One line for each edge; a node without any is not shown. */
export function graphAsText({ nodes, edges, isCut }: DecisionGraph): string {
  const titles = new Map(nodes.map(({ id, title, kind }) => [id, `${kind} "${oneLine(title)}"`]));
  const line = ({ id, from, kind, to, isLink }: GraphEdge) =>
    `${titles.get(from)} ${kind.replace('_', ' ')} ${titles.get(to)}${isLink ? ` (link ${id})` : ''}\n`;
  const cut = isCut ? 'There is more than one graph holds.\n' : '';
  return edges.length === 0 ? 'It stands alone.\n' : edges.map(line).join('') + cut;
}

/** In the order given. */
export const timelineAsText = ({ events }: Timeline): string =>
  events.length === 0
    ? 'Nothing in sight has this matter.\n'
    : table(
        [
          { title: 'WHEN', value: ({ at }) => minute(at) },
          { title: 'WHAT', value: ({ kind, what }) => `${kind}: ${what}` },
          { title: 'BY', value: ({ by }) => by, max: 20 },
          { title: 'LOG', value: ({ logIndex }) => String(logIndex) },
          { title: 'ABOUT', value: ({ title }) => title, max: 50 },
        ],
        events,
      );
