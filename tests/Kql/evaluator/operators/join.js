import { nameOf, parametersOf } from '../names.js';
import { Table } from '../table.js';
import { evaluateTable } from '../tabular.js';
import { Unsupported, keyOf, missing } from '../values.js';

/** The kinds: whether rows without a partner stay, and whether only one side's columns do. */
const kinds = {
  innerunique: { unique: true },
  inner: {},
  leftouter: { left: true },
  rightouter: { right: true },
  fullouter: { left: true, right: true },
  leftanti: { only: 'left', matched: false },
  anti: { only: 'left', matched: false },
  leftantisemi: { only: 'left', matched: false },
  leftsemi: { only: 'left', matched: true },
  rightanti: { only: 'right', matched: false },
  rightantisemi: { only: 'right', matched: false },
  rightsemi: { only: 'right', matched: true },
};

export function join(node, context, left) {
  const { kind = 'innerunique', ...others } = parametersOf(node);
  const unknown = Object.keys(others).find(name => !name.startsWith('hint.'));
  if (!(kind in kinds) || unknown) {
    throw new Unsupported(`join ${unknown ?? kind}`);
  }

  const right = evaluateTable(node.parts.Expression, context);
  const keys = keysOf(node, left, right);
  const { unique, only, matched, ...outer } = kinds[kind];
  if (only === 'left') {
    return side(left, keys.left, right, keys.right, matched);
  }

  if (only === 'right') {
    return side(right, keys.right, left, keys.left, matched);
  }

  return pair(unique ? firstOfKey(left, keys.left) : left, right, keys, outer, right.columns.map((_, at) => at));
}

/** lookup: each row of the left once per partner, the right's keys not repeated, what is missing left empty. */
export function lookup(node, context, left) {
  const { kind = 'leftouter' } = parametersOf(node);
  const right = evaluateTable(node.parts.Expression, context);
  const keys = keysOf(node, left, right);
  const kept = right.columns.map((_, at) => at).filter(at => !keys.right.includes(at));
  return pair(left, right, keys, { left: kind === 'leftouter' }, kept);
}

function keysOf(node, left, right) {
  const found = { left: [], right: [] };
  for (const item of node.parts.ConditionClause?.parts.Expressions?.items ?? node.parts.LookupClause?.parts.Expressions.items ?? []) {
    if (item.kind === 'NameReference') {
      found.left.push(left.position(nameOf(item)));
      found.right.push(right.position(nameOf(item)));
    } else if (item.kind === 'EqualExpression' && item.parts.Left.text.startsWith('$left.') && item.parts.Right.text.startsWith('$right.')) {
      found.left.push(left.position(nameOf(item.parts.Left.parts.Selector)));
      found.right.push(right.position(nameOf(item.parts.Right.parts.Selector)));
    } else {
      throw new Unsupported(`join on ${item.text}`);
    }
  }

  if (found.left.length === 0) {
    throw new Unsupported('join without keys');
  }

  return found;
}

/** Null for a row that has no partner whatever the other side holds: a missing value equals nothing. */
function rowKey(row, positions) {
  return positions.some(at => row[at] === null) ? null : positions.map(at => keyOf(row[at])).join('\u0000');
}

function index(table, positions) {
  const rows = new Map();
  table.rows.forEach((row, at) => {
    const key = rowKey(row, positions);
    if (key !== null) {
      rows.set(key, [...(rows.get(key) ?? []), at]);
    }
  });
  return rows;
}

function side(table, positions, other, otherPositions, matched) {
  const partners = index(other, otherPositions);
  return new Table(table.columns, table.rows.filter(row => partners.has(rowKey(row, positions)) === matched));
}

function firstOfKey(table, positions) {
  const seen = new Set();
  return new Table(table.columns, table.rows.filter(row => {
    const key = rowKey(row, positions);
    return key !== null && !seen.has(key) && seen.add(key);
  }));
}

function pair(left, right, keys, outer, kept) {
  const names = new Set(left.columns.map(column => column.name));
  const columns = [...left.columns, ...kept.map(at => {
    let name = right.columns[at].name;
    for (let number = 1; names.has(name); number++) {
      name = `${right.columns[at].name}${number}`;
    }

    names.add(name);
    return { ...right.columns[at], name };
  })];
  const partners = index(right, keys.right);
  const used = new Set();
  const rows = [];
  for (const row of left.rows) {
    const found = partners.get(rowKey(row, keys.left)) ?? [];
    found.forEach(at => used.add(at));
    rows.push(...found.map(at => [...row, ...kept.map(column => right.rows[at][column])]));
    if (found.length === 0 && outer.left) {
      rows.push([...row, ...kept.map(at => missing(right.columns[at].type))]);
    }
  }

  if (outer.right) {
    const empty = left.columns.map(column => missing(column.type));
    rows.push(...right.rows.filter((_, at) => !used.has(at)).map(row => [...empty, ...kept.map(at => row[at])]));
  }

  return new Table(columns, rows);
}
