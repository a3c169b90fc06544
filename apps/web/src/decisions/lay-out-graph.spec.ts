import type { DecisionGraph } from '#contracts';
import { NODE_HEIGHT, NODE_WIDTH, layOutGraph } from './lay-out-graph.js';

const node = (id: string) => ({ id, kind: 'decision', title: id, state: 'approved', at: '', document: null }) as const;
const edge = (from: string, to: string) =>
  ({ id: `${from}>${to}`, from, to, kind: 'follows', note: '', isLink: true }) as const;
const graph: DecisionGraph = {
  ...{ root: 'a', depth: 2, isCut: false, nodes: ['a', 'b', 'c', 'd'].map(node) },
  edges: [edge('a', 'b'), edge('a', 'c'), edge('b', 'd'), edge('c', 'd')],
};

describe('a graph in place', () => {
  const { nodes, edges, width, height } = layOutGraph(graph);

  it('holds every node within it, none over another', () => {
    for (const { x, y } of nodes) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(x + NODE_WIDTH).toBeLessThanOrEqual(width);
      expect(y + NODE_HEIGHT).toBeLessThanOrEqual(height);
    }
    for (const [i, a] of nodes.entries())
      for (const b of nodes.slice(i + 1))
        expect(Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= NODE_HEIGHT).toBe(true);
  });

  it('draws every edge', () => {
    expect(edges).toHaveLength(4);
    for (const { points } of edges) expect(points.length).toBeGreaterThan(1);
  });

  it('lies the same each time, and empty where there is nothing', () => {
    expect(layOutGraph(graph)).toEqual({ nodes, edges, width, height });
    expect(layOutGraph({ ...graph, nodes: [node('a')], edges: [] }).nodes).toHaveLength(1);
  });
});
