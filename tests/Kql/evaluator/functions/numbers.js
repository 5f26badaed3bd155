import { order } from '../compare.js';
import { DateTime, TimeSpan } from '../values.js';

export function bin(value, size) {
  if (value === null || size === null) {
    return null;
  }

  if (value instanceof DateTime || value instanceof TimeSpan) {
    return new value.constructor(value.ticks - ((value.ticks % size.ticks) + size.ticks) % size.ticks);
  }

  if (typeof value === 'bigint' && typeof size === 'bigint') {
    return value - ((value % size) + size) % size;
  }

  return Math.floor(Number(value) / Number(size)) * Number(size);
}

function best(sign) {
  return (...values) => values.filter(value => value !== null).reduce((chosen, value) => (chosen === null || order(value, chosen) * sign > 0 ? value : chosen), null);
}

export const numbers = {
  bin,
  floor: bin,
  round: (value, digits = 0n) => (value === null ? null : Math.round(Number(value) * 10 ** Number(digits)) / 10 ** Number(digits)),
  abs: value => (value === null ? null : value < 0 ? -value : value),
  min_of: best(-1),
  max_of: best(1),
};
