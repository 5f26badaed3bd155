// Operations of the activity log from a workspace that it was exported to.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, test } from 'node:test';
import { analyse } from '../language/analyse.js';
import { run, toObjects } from '../evaluator/run.js';
import { build } from '../workspaces/build.js';
import { globalsOf, schemas, withoutOptional, workspaces } from '../workspaces/schemas.js';

const now = '2026-03-10T12:00:00Z';
const here = '11111111-1111-1111-1111-111111111111';
const form = fs.readFileSync(new URL('../../../src/AciSecMon.Azure/Activity/ExportedActivity.kql', import.meta.url), 'utf8');
const query = form.replace('{from}', '2026-03-01T00:00:00Z').replace('{to}', '2026-03-09T00:00:00Z')
  .replace('{subscriptions}', `'${here}', '22222222-2222-2222-2222-222222222222'`).replace('{providers}', "'Microsoft.ContainerInstance', 'Microsoft.Insights'");
const sets = {
  'with all columns': schemas.filter(schema => schema.table === 'AzureActivity'),
  'without optional ones': withoutOptional(workspaces.both).filter(schema => schema.table === 'AzureActivity'),
};
const row = more => ({
  TimeGenerated: '2026-03-05T10:00:00Z', EventDataId: 'e1', OperationNameValue: 'MICROSOFT.CONTAINERINSTANCE/CONTAINERGROUPS/DELETE', ResourceProviderValue: 'MICROSOFT.CONTAINERINSTANCE',
  SubscriptionId: here, ActivityStatusValue: 'Success', Caller: 'somebody@contoso.example', ...more,
});

function found(...rows) {
  const { tree } = analyse(query, globalsOf(workspaces.both));
  return toObjects(run(tree, build('new', { AzureActivity: rows }), now));
}

describe('exported activity', () => {
  for (const [name, tables] of Object.entries(sets)) {
    test(`is right in a workspace with the table ${name}`, () => assert.deepEqual(analyse(query, globalsOf(tables)).diagnostics.map(one => `${one.code} ${one.message}`), []));
  }

  test('is wrong in a workspace without the table, which is told as a fault of that workspace', () => assert.notDeepEqual(analyse(query, globalsOf(workspaces.none)).diagnostics, []));

  test('has every placeholder filled', () => assert.doesNotMatch(query, /[{}]/));

  test('takes rows of the time, the subscriptions and the providers, whatever their case', () => assert.deepEqual(
    found(row({}), row({ EventDataId: 'e2', SubscriptionId: here.toUpperCase(), ResourceProviderValue: 'microsoft.insights' })).map(one => one.EventDataId).sort(), ['e1', 'e2'],
  ));

  const misses = {
    'before the time': { TimeGenerated: '2026-02-28T23:59:59Z' },
    'after the time': { TimeGenerated: '2026-03-09T00:00:01Z' },
    'of another subscription': { SubscriptionId: '99999999-9999-9999-9999-999999999999' },
    'of another provider': { ResourceProviderValue: 'MICROSOFT.COMPUTE' },
    'without a provider': { ResourceProviderValue: '' },
  };
  for (const [what, more] of Object.entries(misses)) {
    test(`leaves out a row ${what}`, () => assert.deepEqual(found(row(more)), []));
  }

  test('takes the id of the resource wherever it stands', () => assert.deepEqual(
    found(row({ _ResourceId: '/a', ResourceId: '/B' }), row({ EventDataId: 'e2', ResourceId: '/B', TimeGenerated: '2026-03-04T10:00:00Z' })).map(one => one.ResourceId), ['/a', '/B'],
  ));

  test('gives the newest first', () => assert.deepEqual(
    found(row({ EventDataId: 'old', TimeGenerated: '2026-03-01T00:00:00Z' }), row({ EventDataId: 'new', TimeGenerated: '2026-03-09T00:00:00Z' })).map(one => one.EventDataId), ['new', 'old'],
  ));
});
