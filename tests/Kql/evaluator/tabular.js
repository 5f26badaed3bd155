// The table that an expression gives.
import { evaluate } from './expressions.js';
import { Lambda, entered } from './lambda.js';
import { nameOf } from './names.js';
import { operators } from './operators/index.js';
import { Table } from './table.js';
import { Unsupported } from './values.js';

const tabularKinds = new Set(['PipeExpression', 'DataTableExpression', 'UnionOperator', 'PrintOperator', 'MaterializeExpression']);

/** Whether an expression gives a table rather than one value. */
export function isTable(node, context) {
  if (node.kind === 'ParenthesizedExpression') {
    return isTable(node.parts.Expression, context);
  }

  if (tabularKinds.has(node.kind) || (node.kind === 'FunctionCallExpression' && node.type === '')) {
    return true;
  }

  return node.kind === 'NameReference' && node.type === '';
}

/** @returns {Table} */
export function evaluateTable(node, context) {
  switch (node.kind) {
    case 'PipeExpression': {
      const operator = operators[node.parts.Operator.kind];
      if (!operator) {
        throw new Unsupported(`${node.parts.Operator.kind}: ${node.parts.Operator.text}`);
      }

      return operator(node.parts.Operator, context, evaluateTable(node.parts.Expression, context));
    }

    case 'ParenthesizedExpression':
    case 'MaterializeExpression':
      return evaluateTable(node.parts.Expression, context);
    case 'NameReference':
      return asTable(context.resolve(nameOf(node)), node);
    case 'DataTableExpression':
      return dataTable(node, context);
    case 'UnionOperator':
    case 'PrintOperator':
      return operators[node.kind](node, context, null);
    case 'FunctionCallExpression': {
      const lambda = context.names.get(nameOf(node));
      if (lambda instanceof Lambda) {
        const values = node.parts.ArgumentList.parts.Expressions.items.map(item => (isTable(item, context) ? evaluateTable(item, context) : evaluate(item, context)));
        return evaluateTable(lambda.body.parts.Expression, entered(lambda, values));
      }
    }
  }

  throw new Unsupported(`${node.kind} as a table: ${node.text}`);
}

function asTable(value, node) {
  if (!(value instanceof Table)) {
    throw new Error(`${node.text} is not a table.`);
  }

  return value;
}

function dataTable(node, context) {
  const columns = node.parts.Schema.parts.Columns.items.map(item => ({ name: nameOf(item.parts.Name), type: item.parts.Type.text }));
  const values = node.parts.Values.items.map(item => evaluate(item, context));
  const rows = [];
  for (let at = 0; at < values.length; at += columns.length) {
    rows.push(values.slice(at, at + columns.length));
  }

  return new Table(columns, rows);
}
