// The last row of each container group, whichever tables a workspace has.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, test } from 'node:test';
import { analyse } from '../language/analyse.js';
import { run, toObjects } from '../evaluator/run.js';
import { build } from '../workspaces/build.js';
import { expand } from '../workspaces/rows.js';
import { globalsOf, withoutOptional, workspaces } from '../workspaces/schemas.js';

const now = '2026-03-10T12:00:00Z';
const query = fs.readFileSync(new URL('../../../src/AciSecMon.Assessment/Detections/Heartbeat.kql', import.meta.url), 'utf8');
const sets = { ...workspaces, 'legacy, without optional columns': withoutOptional(workspaces.legacy) };
const id = name => `/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers/Microsoft.ContainerInstance/containerGroups/${name}`;

function last(workspace, rows) {
  const { tree } = analyse(query, globalsOf(workspaces.both));
  return toObjects(run(tree, build(workspace, expand(rows, now)), now));
}

describe('heartbeat', () => {
  for (const [name, tables] of Object.entries(sets)) {
    test(`is right in a workspace with the tables: ${name}`, () => {
      const { diagnostics } = analyse(query, globalsOf(tables));
      assert.deepEqual(diagnostics.filter(found => found.code !== 'KS205').map(found => `${found.code} ${found.message}`), []);
    });
  }

  const rows = {
    ContainerInstanceLog: [{ ago: '40h', ContainerGroup: 'shop', ContainerName: 'web', Message: 'ok', _ResourceId: id('shop') }],
    ContainerEvent: [
      { ago: '41h', ContainerGroup: 'shop', ContainerName: 'web', Reason: 'Started', Message: 'Started container', Count: 1, _ResourceId: id('shop') },
      { ago: '2h', ContainerGroup: 'job', ContainerName: 'one', Reason: 'Started', Message: 'Started container', Count: 1, _ResourceId: id('job') },
    ],
  };

  for (const workspace of ['new', 'legacy', 'both']) {
    test(`the youngest row of each group counts (${workspace})`, () => assert.deepEqual(
      last(workspace, rows).map(row => [row.ResourceId, row.Last.slice(0, 16), row.What]).sort(),
      [[id('job').toLowerCase(), '2026-03-10T10:00', 'events'], [id('shop').toLowerCase(), '2026-03-08T20:00', 'output']],
    ));
  }

  test('metrics of container groups count, and those of others do not', () => {
    const metrics = { AzureMetrics: [
      { ago: '1h', ResourceProvider: 'MICROSOFT.CONTAINERINSTANCE', _ResourceId: id('shop') },
      { ago: '1h', ResourceProvider: 'MICROSOFT.KEYVAULT', _ResourceId: '/subscriptions/x/resourceGroups/y/providers/Microsoft.KeyVault/vaults/z' },
    ] };
    assert.deepEqual(last('new', metrics).map(row => [row.ResourceId, row.What]), [[id('shop').toLowerCase(), 'metrics']]);
  });

  test('a workspace without any of the tables knows none', () => assert.deepEqual(last('none', rows), []));
});
