// Fills a workspace with the rows of a case.
import { tableOf } from '../evaluator/run.js';
import { legacyRows } from './legacyRows.js';
import { workspaces } from './schemas.js';

/**
 * @param {'new'|'legacy'|'both'|'none'} name
 * @param {Record<string, object[]>} rows By the table of today; the legacy rows are made from them.
 */
export function build(name, rows) {
  const held = { ...rows };
  for (const [table, { table: old, row }] of Object.entries(legacyRows)) {
    held[old] = [...(held[old] ?? []), ...(rows[table] ?? []).map(row)];
  }

  const unknown = Object.keys(rows).find(table => !workspaces.both.some(schema => schema.table === table));
  if (unknown) {
    throw new Error(`No schema describes the table ${unknown}.`);
  }

  return new Map(workspaces[name].map(schema => [schema.table, tableOf(schema, held[schema.table] ?? [])]));
}
