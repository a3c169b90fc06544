import dagre from '@dagrejs/dagre';
import type { DecisionGraph, GraphEdge, GraphNode } from '#contracts';

/** A node of `NODE_WIDTH` by `NODE_HEIGHT`, in pixels from the graph's top left corner. */
export interface PlacedNode {
  readonly node: GraphNode;
  /** Top left corner. */
  readonly x: number;
  readonly y: number;
}
/** A link as a line through points, from its start to its end, in pixels. */
export interface PlacedEdge {
  readonly edge: GraphEdge;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Where its name stands. */
  readonly label: { readonly x: number; readonly y: number };
}
/** A graph with its whole size, margins included, in pixels. */
export interface PlacedGraph {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}
/** What dagre says of an edge. */
type Route = Partial<Point> & { readonly points?: readonly Point[] };

/** In pixels; what does not fit into a node is left out by whoever draws it. */
export const NODE_WIDTH = 190;
export const NODE_HEIGHT = 62;

/** Places a graph from left to right, in pixels; the same graph always lies the same. */
export function layOutGraph({ nodes, edges }: DecisionGraph): PlacedGraph {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 90, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  for (const { id, from, to } of edges) graph.setEdge(from, to, { width: 76, height: 14, labelpos: 'c' }, id);
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph() as Partial<Record<'width' | 'height', number>>;
  return {
    width,
    height,
    nodes: nodes.map((node) => {
      const { x, y } = graph.node(node.id) as Point;
      return { node, x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 };
    }),
    edges: edges.map((edge) => {
      const { points, x = 0, y = 0 } = graph.edge({ v: edge.from, w: edge.to, name: edge.id }) as Route;
      return { edge, points: points ?? [], label: { x, y } };
    }),
  };
}
