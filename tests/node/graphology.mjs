// Reads a network with graphology.  Usage: node graphology.mjs FILE.  Prints its nodes and edges as JSON.
import { readFileSync } from 'node:fs';
import Graph from 'graphology';
import gexf from 'graphology-gexf';
import graphml from 'graphology-graphml';

const file = process.argv[2];
const reader = file.endsWith('.gexf') ? gexf : graphml;
const graph = reader.parse(Graph, readFileSync(file, 'utf8'));
const nodes = graph.mapNodes((node, attributes) => ({ node, ...attributes }));
const edges = graph.mapEdges((edge, attributes, source, target) => ({ source, target, ...attributes }));
console.log(JSON.stringify({ type: graph.type, nodes, edges }));
