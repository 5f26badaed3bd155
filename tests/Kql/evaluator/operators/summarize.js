import { bestRow } from '../aggregates.js';
import { evaluate } from '../expressions.js';
import { nameOf } from '../names.js';
import { Table } from '../table.js';
import { Unsupported, keyOf, missing } from '../values.js';
import { columns } from './columns.js';

const best = { arg_max: 1, arg_min: -1 };

export function summarize(node, context, input) {
  const by = node.parts.ByClause ? keys(node.parts.ByClause.parts.Expressions.items, input) : [];
  const made = node.parts.Aggregates.items.map(item => aggregate(item, input, by));
  const all = [...by, ...made.flatMap(item => item.columns)].map(({ name, type }) => ({ name, type }));

  // Without keys there is always one group, also of no rows at all.
  const groups = new Map(by.length === 0 ? [['', { key: [], rows: [] }]] : []);
  for (const row of input.rows) {
    const key = by.map(column => evaluate(column.node, context.withRow(input, row)));
    const text = key.map(keyOf).join('\u0000');
    if (!groups.has(text)) {
      groups.set(text, { key, rows: [] });
    }

    groups.get(text).rows.push(row);
  }

  return new Table(all, [...groups.values()].map(group => {
    const values = made.flatMap(item => item.values(context.withGroup(input, group.rows)));
    return [...group.key, ...values].map((value, at) => (value === null ? missing(all[at].type) : value));
  }));
}

function keys(items, input) {
  return items.map(item => {
    // bin(Column, ...) keeps the column's name.
    const first = item.kind === 'FunctionCallExpression' && nameOf(item) === 'bin' ? item.parts.ArgumentList.parts.Expressions.items[0] : null;
    if (first?.kind === 'NameReference') {
      return { name: nameOf(first), type: item.type, node: item };
    }

    return columns([item], input)[0];
  });
}

function aggregate(item, input, by) {
  const named = item.kind === 'SimpleNamedExpression';
  const call = named ? item.parts.Expression : item;
  if (call.kind === 'FunctionCallExpression' && nameOf(call) in best) {
    return wholeRow(call, named ? nameOf(item.parts.Name) : null, input, by);
  }

  const [column] = columns([item], input);
  return { columns: [column], values: context => [evaluate(column.node, context)] };
}

function wholeRow(call, name, input, by) {
  const [measure, ...wanted] = call.parts.ArgumentList.parts.Expressions.items;
  if (measure.kind !== 'NameReference') {
    throw new Unsupported(`The best row by what is not a column: ${call.text}`);
  }

  const taken = new Set([...by.map(column => column.name), nameOf(measure)]);
  const others = wanted.some(item => item.kind === 'StarExpression')
    ? input.columns.filter(column => !taken.has(column.name)).map(column => column.name)
    : wanted.map(nameOf);
  const sources = [nameOf(measure), ...others].map(source => input.position(source));
  return {
    columns: sources.map((at, index) => ({ ...input.columns[at], name: index === 0 && name ? name : input.columns[at].name })),
    values: context => {
      const row = bestRow(measure, best[nameOf(call)], context);
      return sources.map(at => (row === null ? null : row[at]));
    },
  };
}
