// Runs a query on the tables of a workspace.
import { Context } from './context.js';
import { bind } from './statements.js';
import { Table } from './table.js';
import { evaluateTable } from './tabular.js';
import { DateTime, Dynamic, TimeSpan, Unsupported, missing, toText } from './values.js';
import { convert } from './functions/conversions.js';

/**
 * @param {import('../language/tree.js').Node} tree The query, parsed and bound against the same tables.
 * @param {Map<string, Table>} tables
 * @param {string} now What now() gives.
 */
export function run(tree, tables, now) {
  const statements = tree.parts.Statements.items;
  const context = bind(statements, new Context({ world: { tables, now: DateTime.parse(now) } }));
  const last = statements.at(-1);
  if (last?.kind !== 'ExpressionStatement') {
    throw new Unsupported('A query that does not end with an expression');
  }

  return evaluateTable(last.parts.Expression, context);
}

/** A table from rows as JSON writes them. A row must not name a column that the schema does not know. */
export function tableOf(schema, rows) {
  const columns = schema.columns.map(({ name, type }) => ({ name, type }));
  return new Table(columns, rows.map(row => {
    const stranger = Object.keys(row).find(name => !columns.some(column => column.name === name));
    if (stranger) {
      throw new Error(`${schema.table} has no column ${stranger}.`);
    }

    return columns.map(column => fromJson(row[column.name], column.type));
  }));
}

function fromJson(value, type) {
  if (value === undefined || value === null) {
    return missing(type);
  }

  if (type === 'dynamic') {
    return new Dynamic(value);
  }

  return type === 'string' || type === 'guid' ? String(value) : convert(value, type);
}

/** The rows as objects whose values JSON can hold. */
export function toObjects(table) {
  return table.rows.map(row => Object.fromEntries(table.columns.map((column, at) => [column.name, plain(row[at])])));
}

function plain(value) {
  if (value instanceof DateTime || value instanceof TimeSpan) {
    return toText(value);
  }

  return value instanceof Dynamic ? value.value : typeof value === 'bigint' ? Number(value) : value;
}
