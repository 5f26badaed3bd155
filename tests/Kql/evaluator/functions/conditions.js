// Functions that look at the nodes of their arguments: they do not compute all of them, or ask what columns there are.
import { negate } from '../compare.js';
import { evaluate } from '../expressions.js';
import { toText } from '../values.js';

function choose([condition, yes, no], context) {
  return evaluate(condition, context) === true ? evaluate(yes, context) : evaluate(no, context);
}

function isEmpty(value) {
  return toText(value) === '';
}

export const conditions = {
  iff: choose,
  iif: choose,
  case: (nodes, context) => {
    for (let at = 0; at + 1 < nodes.length; at += 2) {
      if (evaluate(nodes[at], context) === true) {
        return evaluate(nodes[at + 1], context);
      }
    }

    return evaluate(nodes.at(-1), context);
  },
  coalesce: (nodes, context) => {
    let value = null;
    for (const node of nodes) {
      value = evaluate(node, context);
      if (value !== null && value !== '') {
        return value;
      }
    }

    return value;
  },
  not: ([node], context) => negate(evaluate(node, context)),
  // A string is never null, so both are false and true of every string.
  isnull: ([node], context) => evaluate(node, context) === null,
  isnotnull: ([node], context) => evaluate(node, context) !== null,
  isempty: ([node], context) => isEmpty(evaluate(node, context)),
  isnotempty: ([node], context) => !isEmpty(evaluate(node, context)),
  column_ifexists: ([name, fallback], context) => {
    const wanted = evaluate(name, context);
    return context.table.positions.has(wanted) ? context.resolve(wanted) : evaluate(fallback, context);
  },
};
