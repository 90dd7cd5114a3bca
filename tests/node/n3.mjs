// Reads Turtle with N3.js.  Usage: node n3.mjs FILE.  Prints its triples as JSON: a term as its text, a triple that is a
// term as a list of three, a literal as its value in an object.
import { readFileSync } from 'node:fs';
import { Parser } from 'n3';

function plain(term) {
  if (term.termType === 'Quad') return [plain(term.subject), plain(term.predicate), plain(term.object)];
  return term.termType === 'Literal' ? { value: term.value, datatype: term.datatype.value } : term.value;
}

const quads = new Parser({ format: 'text/turtle' }).parse(readFileSync(process.argv[2], 'utf8'));
console.log(JSON.stringify(quads.map(plain)));
