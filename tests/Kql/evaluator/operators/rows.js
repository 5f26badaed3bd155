import { evaluate } from '../expressions.js';
import { Table } from '../table.js';

/** A missing verdict is no: only rows whose condition is true stay. */
export function where(node, context, input) {
  return new Table(input.columns, input.rows.filter(row => evaluate(node.parts.Condition, context.withRow(input, row)) === true));
}

export function count(_node, _context, input) {
  return new Table([{ name: 'Count', type: 'long' }], [[BigInt(input.rows.length)]]);
}

export function take(node, context, input) {
  return new Table(input.columns, input.rows.slice(0, Number(evaluate(node.parts.Expression, context))));
}
