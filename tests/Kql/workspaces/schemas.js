// The tables of the four workspaces: with the tables of today, with the legacy ones, with both, with none.
import fs from 'node:fs';
import { globalsFor } from '../language/analyse.js';

const folder = new URL('../schemas/', import.meta.url);

export const schemas = fs.readdirSync(folder).filter(name => name.endsWith('.json')).sort()
  .map(name => JSON.parse(fs.readFileSync(new URL(name, folder), 'utf8')));

export const workspaces = {
  new: schemas.filter(schema => schema.generation !== 'legacy'),
  legacy: schemas.filter(schema => schema.generation !== 'new'),
  both: schemas,
  none: [],
};

/** The same tables without the columns that a workspace need not have. */
export function withoutOptional(tables) {
  return tables.map(schema => ({ ...schema, columns: schema.columns.filter(column => !column.optional) }));
}

const known = new Map();

/** What the binder needs, once per set of tables. */
export function globalsOf(tables) {
  if (!known.has(tables)) {
    known.set(tables, globalsFor(tables));
  }

  return known.get(tables);
}
