import { evaluate } from '../expressions.js';
import { nameOf } from '../names.js';
import { Table } from '../table.js';
import { Unsupported, keyOf, missing } from '../values.js';

/** The columns that a list of expressions makes: name, type and the node of the value. */
export function columns(items, input = null) {
  return items.map(item => {
    if (item.kind === 'SimpleNamedExpression') {
      return { name: nameOf(item.parts.Name), type: typeOf(item.parts.Expression, input), node: item.parts.Expression };
    }

    if (item.kind === 'NameReference') {
      return { name: nameOf(item), type: typeOf(item, input), node: item };
    }

    throw new Unsupported(`A column without a name: ${item.text}`);
  });
}

function typeOf(node, input) {
  const known = node.kind === 'NameReference' ? input?.columns[input.positions.get(nameOf(node))]?.type : undefined;
  const type = known ?? node.type;
  if (!type || type === 'unknown' || type === 'tuple') {
    throw new Unsupported(`The type of ${node.text}`);
  }

  return type;
}

function valueOf(column, row, context, input) {
  const value = evaluate(column.node, context.withRow(input, row));
  return value === null ? missing(column.type) : value;
}

export function extend(node, context, input) {
  const added = columns(node.parts.Expressions.items, input);
  const all = [...input.columns];
  const targets = added.map(column => {
    const found = all.findIndex(other => other.name === column.name);
    const at = found >= 0 ? found : all.length;
    all[at] = { name: column.name, type: column.type };
    return at;
  });
  return new Table(all, input.rows.map(row => {
    const values = added.map(column => valueOf(column, row, context, input));
    const copy = [...row];
    targets.forEach((at, index) => { copy[at] = values[index]; });
    return copy;
  }));
}

export function project(node, context, input) {
  const made = columns(node.parts.Expressions.items, input);
  return new Table(made.map(({ name, type }) => ({ name, type })), input.rows.map(row => made.map(column => valueOf(column, row, context, input))));
}

function pick(input, positions) {
  return new Table(positions.map(at => input.columns[at]), input.rows.map(row => positions.map(at => row[at])));
}

export function projectAway(node, _context, input) {
  const gone = new Set(node.parts.Expressions.items.map(item => input.position(nameOf(item))));
  return pick(input, input.columns.map((_, at) => at).filter(at => !gone.has(at)));
}

export function projectReorder(node, _context, input) {
  const first = node.parts.Expressions.items.map(item => input.position(nameOf(item)));
  return pick(input, [...first, ...input.columns.map((_, at) => at).filter(at => !first.includes(at))]);
}

export function projectRename(node, _context, input) {
  const names = new Map(node.parts.Expressions.items.map(item => [input.position(nameOf(item.parts.Expression)), nameOf(item.parts.Name)]));
  return new Table(input.columns.map((column, at) => ({ ...column, name: names.get(at) ?? column.name })), input.rows);
}

export function distinct(node, context, input) {
  const items = node.parts.Expressions.items;
  const kept = items.length === 1 && items[0].kind === 'StarExpression' ? input : project(node, context, input);
  const seen = new Map();
  for (const row of kept.rows) {
    const key = row.map(keyOf).join('\u0000');
    if (!seen.has(key)) {
      seen.set(key, row);
    }
  }

  return new Table(kept.columns, [...seen.values()]);
}
