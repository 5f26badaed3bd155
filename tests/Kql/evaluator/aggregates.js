// Aggregates: each is given the nodes of its arguments and a context that holds the rows of the group.
import { arithmetic, order } from './compare.js';
import { evaluate } from './expressions.js';
import { dynamic, keyOf, toJson, Unsupported } from './values.js';

/** The value of an argument for each row of the group. */
function each(node, context) {
  return context.group.map(row => evaluate(node, context.withRow(context.table, row)));
}

function present(values) {
  return values.filter(value => value !== null);
}

/** The group's rows for which a condition holds. */
function where(condition, context) {
  return context.withGroup(context.table, context.group.filter(row => evaluate(condition, context.withRow(context.table, row)) === true));
}

function extreme(sign) {
  return ([node], context) => present(each(node, context)).reduce((best, value) => (best === null || order(value, best) * sign > 0 ? value : best), null);
}

function distinct(values) {
  return [...new Map(values.map(value => [keyOf(value), value])).values()];
}

function limited(values, limit, context) {
  const most = limit ? Number(evaluate(limit, context)) : 1_048_576;
  return dynamic(values.slice(0, most).map(toJson));
}

const sum = ([node], context) => present(each(node, context)).reduce((total, value) => (total === null ? value : arithmetic('+', total, value)), null) ?? 0n;

function average([node], context) {
  const values = present(each(node, context)).map(Number);
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0) / values.length;
}

function deviation([node], context) {
  const values = present(each(node, context)).map(Number);
  if (values.length < 2) {
    return 0;
  }

  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1));
}

/** The nearest rank, as the service estimates it. */
function percentile([node, rank], context) {
  const values = present(each(node, context)).sort(order);
  const share = Number(evaluate(rank, context));
  return values.length === 0 ? null : values[Math.max(0, Math.ceil(share / 100 * values.length) - 1)];
}

const any = ([node], context) => {
  const values = each(node, context);
  return values.find(value => value !== null && value !== '') ?? values[0] ?? null;
};

export const aggregates = {
  count: (_nodes, context) => BigInt(context.group.length),
  countif: ([condition], context) => BigInt(where(condition, context).group.length),
  dcount: ([node], context) => BigInt(distinct(present(each(node, context))).length),
  count_distinct: ([node], context) => BigInt(distinct(present(each(node, context))).length),
  dcountif: ([node, condition], context) => BigInt(distinct(present(each(node, where(condition, context)))).length),
  sum,
  sumif: ([node, condition], context) => sum([node], where(condition, context)),
  avg: average,
  avgif: ([node, condition], context) => average([node], where(condition, context)),
  stdev: deviation,
  stdevif: ([node, condition], context) => deviation([node], where(condition, context)),
  percentile,
  min: extreme(-1),
  minif: ([node, condition], context) => extreme(-1)([node], where(condition, context)),
  max: extreme(1),
  maxif: ([node, condition], context) => extreme(1)([node], where(condition, context)),
  make_set: ([node, limit], context) => limited(distinct(present(each(node, context))), limit, context),
  make_set_if: ([node, condition, limit], context) => limited(distinct(present(each(node, where(condition, context)))), limit, context),
  make_list: ([node, limit], context) => limited(present(each(node, context)), limit, context),
  take_any: (nodes, context) => {
    if (nodes.length !== 1 || nodes[0].kind === 'StarExpression') {
      throw new Unsupported('take_any of more than one column');
    }

    return any(nodes, context);
  },
};

/** The row of the group with the largest (sign 1) or smallest value, or null where there is none. */
export function bestRow(node, sign, context) {
  let best = null;
  let row = null;
  for (const candidate of context.group) {
    const value = evaluate(node, context.withRow(context.table, candidate));
    if (value !== null && (best === null || order(value, best) * sign > 0)) {
      [best, row] = [value, candidate];
    }
  }

  return row ?? context.group[0] ?? null;
}
