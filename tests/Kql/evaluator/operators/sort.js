import { order } from '../compare.js';
import { evaluate } from '../expressions.js';
import { Table } from '../table.js';
import { Unsupported } from '../values.js';

function comparer(items, context, input) {
  const orders = items.map(item => {
    const ordered = item.kind === 'OrderedExpression';
    if (ordered && item.parts.Ordering.parts.NullsClause) {
      throw new Unsupported(`nulls first or last: ${item.text}`);
    }

    return { node: ordered ? item.parts.Expression : item, sign: item.parts.Ordering?.parts.AscOrDescKeyword?.text === 'asc' ? 1 : -1 };
  });
  return (left, right) => {
    for (const { node, sign } of orders) {
      const [a, b] = [left, right].map(row => evaluate(node, context.withRow(input, row)));
      // Missing values stand first when the order goes up and last when it goes down.
      const result = a === null ? (b === null ? 0 : -1) : b === null ? 1 : order(a, b);
      if (result !== 0) {
        return result * sign;
      }
    }

    return 0;
  };
}

/** Downwards unless asc is said. */
export function sort(node, context, input) {
  return new Table(input.columns, [...input.rows].sort(comparer(node.parts.Expressions.items, context, input)));
}

export function top(node, context, input) {
  const most = Number(evaluate(node.parts.Expression, context));
  return new Table(input.columns, [...input.rows].sort(comparer([node.parts.ByExpression], context, input)).slice(0, most));
}
