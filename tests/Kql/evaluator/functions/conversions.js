// From one type to another; what does not convert becomes a missing value, not an error.
import { DateTime, Dynamic, TimeSpan, Unsupported, dynamic, toText } from '../values.js';

const whole = /^\s*[+-]?\d+\s*$/;

function toWhole(value) {
  if (value === null || typeof value === 'bigint') {
    return value;
  }

  if (typeof value === 'number') {
    return Number.isFinite(value) ? BigInt(Math.trunc(value)) : null;
  }

  if (typeof value === 'boolean') {
    return value ? 1n : 0n;
  }

  if (value instanceof Dynamic && typeof value.value === 'number') {
    return toWhole(value.value);
  }

  const text = toText(value);
  return whole.test(text) ? BigInt(text.trim()) : null;
}

function toReal(value) {
  if (value === null || typeof value === 'number') {
    return value;
  }

  const text = toText(value).trim();
  return text === '' || Number.isNaN(Number(text)) ? null : Number(text);
}

function toDateTime(value) {
  return value === null || value instanceof DateTime ? value : DateTime.parse(toText(value));
}

function toTimeSpan(value) {
  return value === null || value instanceof TimeSpan ? value : TimeSpan.parse(toText(value));
}

function toBool(value) {
  if (value === null || typeof value === 'boolean') {
    return value;
  }

  const text = toText(value).toLowerCase();
  return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : null;
}

/** What is not JSON stays a string; what is already dynamic stays as it is. */
function toDynamic(value) {
  if (value === null || value instanceof Dynamic) {
    return value;
  }

  const text = toText(value);
  try {
    return text === '' ? null : dynamic(JSON.parse(text));
  } catch (problem) {
    if (problem instanceof SyntaxError) {
      return new Dynamic(text);
    }

    throw problem;
  }
}

export const conversions = {
  tostring: toText,
  tolong: toWhole,
  toint: toWhole,
  toreal: toReal,
  todouble: toReal,
  todatetime: toDateTime,
  totimespan: toTimeSpan,
  tobool: toBool,
  todynamic: toDynamic,
  parse_json: toDynamic,
};

/** A value as a type that is given by name. */
export function convert(value, type) {
  const name = `to${type}`;
  if (!(name in conversions)) {
    throw new Unsupported(`Conversion to ${type}`);
  }

  return conversions[name](value);
}
