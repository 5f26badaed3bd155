// Equality, order and arithmetic with the language's rules for missing values.
import { DateTime, Dynamic, TimeSpan, Unsupported, toText } from './values.js';

/** A dynamic value takes the other side's shape when the two are compared. */
function level(left, right) {
  const plain = value => {
    if (!(value instanceof Dynamic)) {
      return value;
    }

    return typeof value.value === 'number' && Number.isInteger(value.value) ? BigInt(value.value)
      : typeof value.value === 'object' ? toText(value) : value.value;
  };
  return [plain(left), plain(right)];
}

function isNumber(value) {
  return typeof value === 'bigint' || typeof value === 'number';
}

/** Less than zero, zero or more; both values are there. */
export function order(left, right) {
  const [a, b] = level(left, right);
  if (isNumber(a) && isNumber(b)) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  if ((a instanceof DateTime && b instanceof DateTime) || (a instanceof TimeSpan && b instanceof TimeSpan)) {
    return a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : 0;
  }

  if (typeof a === typeof b && (typeof a === 'string' || typeof a === 'boolean')) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  throw new Unsupported(`Values of two types are compared: ${toText(left)} (${typeof a}) and ${toText(right)} (${typeof b}).`);
}

/** True, false, or null where both sides are missing. */
export function equals(left, right) {
  if (left === null && right === null) {
    return null;
  }

  return left !== null && right !== null && order(left, right) === 0;
}

const relations = {
  '<': sign => sign < 0,
  '<=': sign => sign <= 0,
  '>': sign => sign > 0,
  '>=': sign => sign >= 0,
};

export function relate(operator, left, right) {
  return left === null || right === null ? null : relations[operator](order(left, right));
}

export function negate(value) {
  return value === null ? null : !value;
}

export function arithmetic(operator, left, right) {
  if (left === null || right === null) {
    return null;
  }

  const [a, b] = level(left, right);
  if (isNumber(a) && isNumber(b)) {
    return ofNumbers(operator, a, b);
  }

  return ofTimes(operator, a, b);
}

function ofNumbers(operator, a, b) {
  const whole = typeof a === 'bigint' && typeof b === 'bigint';
  const [x, y] = whole ? [a, b] : [Number(a), Number(b)];
  switch (operator) {
    case '+': return x + y;
    case '-': return x - y;
    case '*': return x * y;
    case '/': return whole && y === 0n ? null : x / y;
    case '%': return whole && y === 0n ? null : x % y;
    default: throw new Unsupported(`The arithmetic operator ${operator}`);
  }
}

function ofTimes(operator, a, b) {
  const dates = [a, b].map(value => value instanceof DateTime);
  const spans = [a, b].map(value => value instanceof TimeSpan);
  if (operator === '-' && dates[0] && dates[1]) {
    return new TimeSpan(a.ticks - b.ticks);
  }

  if (dates[0] && spans[1] && (operator === '+' || operator === '-')) {
    return new DateTime(operator === '+' ? a.ticks + b.ticks : a.ticks - b.ticks);
  }

  if (spans[0] && dates[1] && operator === '+') {
    return new DateTime(a.ticks + b.ticks);
  }

  if (spans[0] && spans[1]) {
    switch (operator) {
      case '+': return new TimeSpan(a.ticks + b.ticks);
      case '-': return new TimeSpan(a.ticks - b.ticks);
      case '/': return b.ticks === 0n ? null : Number(a.ticks) / Number(b.ticks);
    }
  }

  if (spans[0] && isNumber(b) && (operator === '*' || operator === '/')) {
    return new TimeSpan(BigInt(Math.round(operator === '*' ? Number(a.ticks) * Number(b) : Number(a.ticks) / Number(b))));
  }

  if (isNumber(a) && spans[1] && operator === '*') {
    return ofTimes('*', b, a);
  }

  throw new Unsupported(`${operator} between ${a?.constructor?.name} and ${b?.constructor?.name}`);
}
