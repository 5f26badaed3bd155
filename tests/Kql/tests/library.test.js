// What stands in the head of each detection, and that tools can rely on it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadDetections, literalOf, parametersOf } from '../library/detections.js';
import { schemas } from '../workspaces/schemas.js';

const detections = loadDetections();
const keys = ['id', 'title', 'description', 'severity', 'tactic', 'technique', 'tables', 'parameters', 'frequency', 'alertable', 'alertableWhy', 'falsePositives', 'triage', 'sources'];
const severities = ['Critical', 'High', 'Medium', 'Low', 'Informational'];
const tactics = ['Initial Access', 'Execution', 'Persistence', 'Privilege Escalation', 'Defense Evasion', 'Credential Access', 'Discovery', 'Lateral Movement', 'Command and Control', 'Exfiltration', 'Impact'];
const types = ['string', 'long', 'real', 'timespan', 'datetime', 'bool', 'dynamic'];

// What a scheduled query rule takes: MicrosoftDocs/azure-monitor-docs, alerts/alerts-create-log-alert-rule.md.
const periods = new Map(Object.entries({ PT5M: 5, PT10M: 10, PT15M: 15, PT20M: 20, PT30M: 30, PT45M: 45, PT1H: 60, PT2H: 120, PT3H: 180, PT4H: 240, PT5H: 300, PT6H: 360, P1D: 1440, P2D: 2880 }));

test('the ids run from 001 without a gap', () => {
  assert.deepEqual(detections.map(detection => detection.head.id), detections.map((_, index) => `ACI-KQL-${String(index + 1).padStart(3, '0')}`));
  assert.ok(detections.length >= 21);
});

for (const { file, head, text, body } of detections) {
  describe(file, () => {
    test('has all keys, and each says something', () => {
      assert.deepEqual(Object.keys(head), keys);
      assert.equal(`${head.id}.kql`, file);
      assert.ok(severities.includes(head.severity), head.severity);
      assert.ok(head.tactic.length > 0 && head.tactic.every(tactic => tactics.includes(tactic)), head.tactic);
      assert.ok(head.technique.length > 0 && head.technique.every(technique => /^T\d{4}(\.\d{3})?$/.test(technique)), head.technique);
      assert.ok(head.title.length <= 120 && head.description.length > 20);
      for (const list of [head.falsePositives, head.triage, head.sources, head.tables]) {
        assert.ok(list.length > 0 && list.every(item => typeof item === 'string' && item.length > 3), JSON.stringify(list));
      }
    });

    test('reads tables whose columns are known', () => {
      assert.deepEqual(head.tables.filter(table => !schemas.some(schema => schema.table === table)), []);
    });

    test('sets each parameter at its top to the default that the head names', () => {
      const set = parametersOf(body);
      assert.deepEqual([...set.keys()].slice(0, head.parameters.length), head.parameters.map(parameter => parameter.name));
      for (const { name, type, default: value, meaning } of head.parameters) {
        assert.ok(types.includes(type) && meaning.length > 10, name);
        assert.equal(set.get(name), literalOf(type, value), name);
        assert.ok(new RegExp(`\\b${name}\\b`, 'g').test(body.replace(`let ${name} =`, '')), `${name} is not used`);
      }
    });

    test('runs at a pace that a rule can have', () => {
      const { every, window, lookback = window } = head.frequency;
      assert.ok(periods.has(every) && periods.has(window) && periods.get(every) <= periods.get(window), JSON.stringify(head.frequency));
      assert.equal(typeof head.alertable, 'boolean');
      assert.ok(!head.alertable || periods.has(lookback), 'A rule reads two days at most.');
    });

    test('holds nothing that a rule refuses or a person would have to take out', () => {
      for (const word of ['take', 'limit', 'search', 'pivot', 'bag_unpack', 'narrow', 'print', 'externaldata', 'workspace\\(']) {
        assert.ok(!new RegExp(`\\|\\s*${word}\\b|\\b${word}\\s*\\(`).test(body), word);
      }

      assert.ok(text.endsWith('\n') && !/[^\n]\s+\n/.test(text.replaceAll(/\n\n/g, '\n')), 'spaces at the end of a line');
      assert.ok(Buffer.byteLength(text) < 32 * 1024, 'A rule as a whole must stay below 64 KB.');
    });
  });
}

test('each column of a table names a source that the table lists', () => {
  for (const { table, sources, columns } of schemas) {
    assert.deepEqual(columns.filter(column => !sources[column.source]).map(column => `${table}.${column.name}`), []);
  }
});

test('what several detections share is the same text in all of them', () => {
  const shared = new Map();
  for (const { file, body } of detections) {
    for (const name of ['Activity', 'EventsNew', 'EventsOld', 'Events', 'LogsNew', 'LogsOld', 'Logs', 'FirewallNew', 'FirewallOld', 'Firewall', 'FlowsNew', 'FlowsOld', 'Traffic']) {
      const block = new RegExp(`^let ${name} = [^;]*;$`, 'm').exec(body)?.[0];
      if (block) {
        assert.equal(block, shared.get(name) ?? block, `${file}: ${name}`);
        shared.set(name, block);
      }
    }
  }
});
