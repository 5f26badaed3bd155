// The value of an expression that is not a table.
import { aggregates } from './aggregates.js';
import { arithmetic, equals, negate, relate } from './compare.js';
import { functions } from './functions/index.js';
import { isLiteral, literal } from './literals.js';
import { nameOf } from './names.js';
import { has, stringOperators } from './text.js';
import { Dynamic, TimeSpan, Unsupported, dynamic, toText } from './values.js';
import { Table } from './table.js';
import { Lambda, call } from './lambda.js';
import { evaluateTable } from './tabular.js';

export function evaluate(node, context) {
  if (isLiteral(node)) {
    return literal(node);
  }

  const evaluator = evaluators[node.kind] ?? (node.parts.Operator && node.parts.Right ? binary : null);
  if (!evaluator) {
    throw new Unsupported(`${node.kind}: ${node.text}`);
  }

  return evaluator(node, context);
}

const evaluators = {
  NameReference: (node, context) => context.resolve(nameOf(node)),
  ParenthesizedExpression: (node, context) => evaluate(node.parts.Expression, context),
  UnaryMinusExpression: (node, context) => {
    const value = evaluate(node.parts.Expression, context);
    return value instanceof TimeSpan ? new TimeSpan(-value.ticks) : value === null ? null : -value;
  },
  PathExpression: (node, context) => member(evaluate(node.parts.Expression, context), nameOf(node.parts.Selector)),
  ElementExpression: (node, context) => {
    const selector = node.parts.Selector;
    return member(evaluate(node.parts.Expression, context), evaluate(selector.parts.Expression, context));
  },
  ToScalarExpression: (node, context) => {
    const { columns, rows } = evaluateTable(node.parts.Expression, context);
    return rows.length > 0 ? rows[0][0] : columns[0].type === 'string' ? '' : null;
  },
  FunctionCallExpression: callFunction,
  AndExpression: (node, context) => {
    const left = evaluate(node.parts.Left, context);
    if (left === false) {
      return false;
    }

    const right = evaluate(node.parts.Right, context);
    return right === false ? false : left === null || right === null ? null : true;
  },
  OrExpression: (node, context) => {
    const left = evaluate(node.parts.Left, context);
    if (left === true) {
      return true;
    }

    const right = evaluate(node.parts.Right, context);
    return right === true ? true : left === null || right === null ? null : false;
  },
  BetweenExpression: between,
  NotBetweenExpression: (node, context) => negate(between(node, context)),
};

function member(value, selector) {
  if (value === null) {
    return null;
  }

  if (!(value instanceof Dynamic)) {
    throw new Unsupported(`A member of what is not dynamic: ${toText(value)}`);
  }

  if (typeof selector === 'string') {
    return value.value && typeof value.value === 'object' && !Array.isArray(value.value) ? dynamic(value.value[selector]) : null;
  }

  return Array.isArray(value.value) ? dynamic(value.value.at(Number(selector))) : null;
}

function between(node, context) {
  const value = evaluate(node.parts.Left, context);
  const first = evaluate(node.parts.Right.parts.First, context);
  let second = evaluate(node.parts.Right.parts.Second, context);
  if (second instanceof TimeSpan && !(first instanceof TimeSpan)) {
    second = arithmetic('+', first, second);
  }

  const from = relate('>=', value, first);
  const to = relate('<=', value, second);
  return from === null || to === null ? null : from && to;
}

function binary(node, context) {
  const operator = node.parts.Operator.text.replace(/\s+/g, ' ');
  const left = evaluate(node.parts.Left, context);
  const positive = operator.startsWith('!') && operator !== '!=' ? operator === '!~' ? '=~' : operator.slice(1) : operator;
  const result = positive in lists
    ? lists[positive](left, listOf(node.parts.Right, context))
    : ofTwo(positive, left, evaluate(node.parts.Right, context));
  return positive === operator ? result : negate(result);
}

function ofTwo(operator, left, right) {
  if (operator in stringOperators) {
    return stringOperators[operator](toText(left), toText(right));
  }

  switch (operator) {
    case '==': return equals(left, right);
    case '!=': return negate(equals(left, right));
    case '<': case '<=': case '>': case '>=': return relate(operator, left, right);
    case '+': case '-': case '*': case '/': case '%': return arithmetic(operator, left, right);
    default: throw new Unsupported(`The operator ${operator}`);
  }
}

const lists = {
  'in': (value, list) => list.some(item => equals(value, item) === true),
  'in~': (value, list) => list.some(item => toText(value).toLowerCase() === toText(item).toLowerCase()),
  'has_any': (value, list) => list.some(item => has(toText(value), toText(item))),
  'has_all': (value, list) => list.every(item => has(toText(value), toText(item))),
};

/** The values on the right of in, has_any, ...: scalars, dynamic arrays whose elements count, or the first column of a table. */
function listOf(node, context) {
  return node.parts.Expressions.items.flatMap(item => {
    const value = isTabular(item, context) ? evaluateTable(item, context) : evaluate(item, context);
    if (value instanceof Table) {
      return value.rows.map(row => row[0]);
    }

    return value instanceof Dynamic && Array.isArray(value.value) ? value.value.map(element => scalar(element)) : [value];
  });
}

function scalar(element) {
  return typeof element === 'number' && Number.isInteger(element) ? BigInt(element) : element;
}

function isTabular(node) {
  return node.kind === 'PipeExpression' || (node.kind === 'ParenthesizedExpression' && isTabular(node.parts.Expression));
}

function callFunction(node, context) {
  const name = nameOf(node);
  const nodes = node.parts.ArgumentList.parts.Expressions.items;
  const bound = context.names.get(name);
  const lambda = typeof bound === 'function' ? null : bound;
  if (lambda instanceof Lambda) {
    return call(lambda, nodes.map(item => evaluate(item, context)), context);
  }

  if (name in aggregates) {
    if (!context.group) {
      throw new Error(`The aggregate ${name} stands outside of summarize.`);
    }

    return aggregates[name](nodes, context);
  }

  if (!(name in functions)) {
    throw new Unsupported(`The function ${name}`);
  }

  return functions[name](nodes, context, node);
}
