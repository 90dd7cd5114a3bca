// Asks an endpoint with Comunica.  Usage: node comunica.mjs QUERIES, a JSON list of objects with "sources" and "query".
// Prints a JSON list of the answers: rows for SELECT, true or false for ASK, N-Quads for CONSTRUCT and DESCRIBE.
import { QueryEngine } from '@comunica/query-sparql';
import { Writer } from 'n3';

const engine = new QueryEngine();

function written(quads) {
  return new Writer({ format: 'N-Quads' }).quadsToString(quads);
}

async function answered({ sources, query }) {
  const result = await engine.query(query, { sources });
  const found = await result.execute();
  if (result.resultType === 'boolean') return found;
  if (result.resultType === 'quads') return written(await found.toArray());
  return (await found.toArray()).map(row => Object.fromEntries([...row].map(([key, term]) => [key.value, term.value])));
}

const answers = [];
for (const asked of JSON.parse(process.argv[2])) answers.push(await answered(asked));
console.log(JSON.stringify(answers));
