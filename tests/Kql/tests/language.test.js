// The official language service has nothing to say about a detection, whatever tables a workspace has.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse } from '../language/analyse.js';
import { loadDetections } from '../library/detections.js';
import { globalsOf, withoutOptional, workspaces } from '../workspaces/schemas.js';

const closing = ['TimeGenerated:datetime', 'First:datetime', 'ContainerGroup:string', 'ResourceId:string', 'Container:string', 'Who:string', 'From:string', 'To:string',
  'What:string', 'Evidence:string', 'Count:long'];

// A leg of a fuzzy union whose table does not exist: that is the point of isfuzzy.
const expected = 'KS205';

const sets = { ...workspaces, 'both, without optional columns': withoutOptional(workspaces.both), 'legacy, without optional columns': withoutOptional(workspaces.legacy) };

for (const { file, head, text } of loadDetections()) {
  describe(head.id, () => {
    for (const [name, tables] of Object.entries(sets)) {
      test(`is right in a workspace with the tables: ${name}`, () => {
        const { diagnostics } = analyse(text, globalsOf(tables));
        assert.deepEqual(diagnostics.filter(found => found.code !== expected).map(found => `${file}(${text.slice(0, found.start).split('\n').length}): ${found.code} ${found.message}`), []);
      });
    }

    test('ends with the columns that every detection has', () => {
      assert.deepEqual(analyse(text, globalsOf(workspaces.both)).columns.map(column => `${column.name}:${column.type}`), closing);
    });

    test('names every table that it reads, and no other', () => {
      const known = workspaces.both.map(schema => schema.table);
      const body = text.slice(text.indexOf('\nlet '));
      assert.deepEqual(known.filter(table => new RegExp(`\\b${table}\\b`).test(body)).sort(), [...head.tables].sort());
    });
  });
}

test('a mistake in a column is found', () => {
  const { diagnostics } = analyse('ContainerEvent | project Mesage', globalsOf(workspaces.both));
  assert.equal(diagnostics[0]?.code, 'KS142');
});
