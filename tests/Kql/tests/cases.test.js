// Each detection on rows that must hit and rows that must not, in four workspaces.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, test } from 'node:test';
import { analyse } from '../language/analyse.js';
import { run, toObjects } from '../evaluator/run.js';
import { loadDetections, withParameters } from '../library/detections.js';
import { build } from '../workspaces/build.js';
import { expand } from '../workspaces/rows.js';
import { globalsOf, workspaces } from '../workspaces/schemas.js';

const now = '2026-03-10T12:00:00Z';
const detections = loadDetections();
const folder = new URL('../cases/', import.meta.url);

function found(detection, one, workspace, tables) {
  // The types come from a workspace that has every table; what exists is what this one holds.
  const { tree } = analyse(withParameters(detection.body, one.parameters ?? {}), globalsOf(workspaces.both));
  return toObjects(run(tree, build(workspace, tables), now));
}

function matches(row, wanted) {
  return Object.entries(wanted).every(([column, value]) => {
    assert.ok(column in row, `The result has no column ${column}.`);
    return typeof value === 'string' && value.startsWith('~') ? String(row[column]).includes(value.slice(1)) : row[column] === value;
  });
}

for (const detection of detections) {
  const file = new URL(`${detection.head.id}.json`, folder);
  describe(detection.head.id, () => {
    if (!fs.existsSync(file)) {
      test('has cases', () => assert.fail('There is no case file.'));
      return;
    }

    const cases = JSON.parse(fs.readFileSync(file, 'utf8'));
    if (cases.NotExecuted) {
      test(`NotExecuted: ${cases.NotExecuted}`, { skip: cases.NotExecuted }, () => {});
      return;
    }

    test('has rows that hit and rows that do not', () => {
      assert.ok(cases.cases.some(one => one.finds.length > 0) && cases.cases.some(one => one.finds.length === 0));
    });

    for (const one of cases.cases) {
      const tables = expand(one.rows, now);
      for (const workspace of ['new', 'legacy', 'both']) {
        test(`${one.name} (${workspace})`, () => {
          const rows = found(detection, one, workspace, tables);
          assert.equal(rows.length, one.finds.length, JSON.stringify(rows, null, 1));
          for (const wanted of one.finds) {
            assert.ok(rows.some(row => matches(row, wanted)), `${JSON.stringify(wanted)} is not among ${JSON.stringify(rows, null, 1)}`);
          }
        });
      }

      test(`${one.name} (none)`, () => assert.deepEqual(found(detection, one, 'none', tables), []));
    }
  });
}

test('no case file is left over', () => {
  const ids = new Set(detections.map(detection => `${detection.head.id}.json`));
  assert.deepEqual(fs.readdirSync(folder).filter(name => !ids.has(name)), []);
});
