// The literals that the module makes of a person's values, read back by the language service. That the module writes them so is for the tests of AciSecMon.Assessment.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, test } from 'node:test';
import { analyse, globalsFor } from '../language/analyse.js';
import { literal } from '../evaluator/literals.js';
import { DateTime, TimeSpan } from '../evaluator/values.js';

const globals = globalsFor([{ table: 'T', columns: [{ name: 'Text', type: 'string' }] }]);
const cases = JSON.parse(fs.readFileSync(new URL('../literals/cases.json', import.meta.url), 'utf8'));

function valueOf(text) {
  const { tree, diagnostics } = analyse(`let value = ${text};\nlet after = 1;\nT\n| extend Value = value, After = after`, globals);
  assert.deepEqual(diagnostics, []);
  const statements = find(tree, node => node.kind === 'LetStatement');
  assert.equal(statements.length, 2, 'Something in the literal ended its statement.');
  const given = statements[0].parts.Expression;
  return given.kind === 'PrefixUnaryExpression' ? undefined : literal(given);
}

function find(node, wanted) {
  return [...(wanted(node) ? [node] : []), ...Object.values(node.parts).flatMap(part => find(part, wanted)), ...node.items.flatMap(item => find(item, wanted))];
}

function expected({ type, value, literal: text }) {
  switch (type) {
    case 'long':
    case 'int': return BigInt(/-?\d+/.exec(text)[0]);
    case 'timespan': return TimeSpan.parse(/\((.*)\)/.exec(text)[1]);
    case 'datetime': return DateTime.parse(new Date(value).toISOString().replace('Z', '4567Z'));
    default: return value;
  }
}

describe('a literal', () => {
  for (const one of cases) {
    test(one.literal.slice(0, 60), () => {
      const read = valueOf(one.literal);
      if (one.type === 'dynamic') {
        assert.deepEqual(read.value ?? read, Array.isArray(one.value) || typeof one.value === 'object' ? one.value : [one.value]);
      } else {
        assert.deepEqual(read, expected(one));
      }
    });
  }
});
