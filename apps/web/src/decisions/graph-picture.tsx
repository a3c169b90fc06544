import { type DecisionGraph, joinPresent } from '#contracts';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { strings } from '../strings/index.js';
import { addressOf } from './address-of.js';
import classes from './decisions.module.css';
import { NODE_HEIGHT, NODE_WIDTH, type PlacedEdge, type PlacedNode, layOutGraph } from './lay-out-graph.js';
import { linesOf } from './lines-of.js';

const words = strings.decisions;

/** The graph as a picture; the list beside it says the same for those who do not see it. */
export function GraphPicture({ graph }: { graph: DecisionGraph }) {
  const placed = useMemo(() => layOutGraph(graph), [graph]);
  return (
    <div className={classes.graph} tabIndex={0} role="group" aria-label={words.detail.graph}>
      <svg width={placed.width} height={placed.height} viewBox={`0 0 ${placed.width} ${placed.height}`} aria-hidden>
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path d="M0 0 L8 4 L0 8 z" className={classes.arrow} />
          </marker>
        </defs>
        {placed.edges.map((edge) => (
          <Edge key={edge.edge.id} {...edge} />
        ))}
        {placed.nodes.map((node) => (
          <Node key={node.node.id} {...node} isRoot={node.node.id === graph.root} />
        ))}
      </svg>
    </div>
  );
}

function Edge({ edge, points, label }: PlacedEdge) {
  const path = points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(' ');
  return (
    <g className={classes.edge}>
      <path d={path} markerEnd="url(#arrow)" />
      <text x={label.x} y={label.y - 4} textAnchor="middle">
        {words.kinds[edge.kind]}
      </text>
    </g>
  );
}

function Node({ node, x, y, isRoot }: PlacedNode & { isRoot: boolean }) {
  const [first, second] = linesOf(node.title);
  const drawn = (
    <g
      className={classes.node}
      data-kind={node.kind}
      {...(isRoot && { 'data-root': true })}
      transform={`translate(${x} ${y})`}
    >
      <title>{node.title}</title>
      <rect width={NODE_WIDTH} height={NODE_HEIGHT} rx={8} />
      <text className={classes.kind} x={10} y={18}>
        {joinPresent([words.nodes[node.kind], node.state && words.states[node.state]], ' · ')}
      </text>
      <text x={10} y={35}>
        {first}
      </text>
      <text x={10} y={51}>
        {second}
      </text>
    </g>
  );
  const to = isRoot ? null : addressOf(node);
  // The list has the same links, in the order of reading; here they would only be passed twice.
  return to === null ? (
    drawn
  ) : (
    <Link to={to} tabIndex={-1}>
      {drawn}
    </Link>
  );
}
