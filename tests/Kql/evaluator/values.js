// The values of the language. bool is boolean, int and long are bigint, real and decimal are number, string and guid are
// string, datetime and timespan are the classes below, dynamic is Dynamic; a missing value of any type but string is null.

const ticksPerMillisecond = 10_000n;
const epoch = 62_135_596_800_000n * ticksPerMillisecond;

export class Unsupported extends Error {}

export class UnknownTable extends Error {
  constructor(name) {
    super(`There is no table ${name}.`);
  }
}

export class DateTime {
  /** @param {bigint} ticks Units of 100 ns since the year 1. */
  constructor(ticks) {
    this.ticks = ticks;
  }

  static parse(text) {
    // Without a zone it is UTC, whatever the machine's own zone is.
    const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : /^\d{4}-\d\d-\d\d$/.test(text) ? text : `${text.replace(' ', 'T')}Z`;
    const milliseconds = Date.parse(zoned);
    return Number.isNaN(milliseconds) ? null : new DateTime(BigInt(milliseconds) * ticksPerMillisecond + epoch);
  }

  get date() {
    return new Date(Number((this.ticks - epoch) / ticksPerMillisecond));
  }

  toString() {
    const fraction = String(this.ticks % 10_000_000n).padStart(7, '0');
    return `${this.date.toISOString().slice(0, 19)}.${fraction}Z`;
  }
}

const unitTicks = {
  d: 864_000_000_000n, day: 864_000_000_000n, days: 864_000_000_000n,
  h: 36_000_000_000n, hr: 36_000_000_000n, hour: 36_000_000_000n, hours: 36_000_000_000n,
  m: 600_000_000n, min: 600_000_000n, minute: 600_000_000n, minutes: 600_000_000n,
  s: 10_000_000n, sec: 10_000_000n, second: 10_000_000n, seconds: 10_000_000n,
  ms: 10_000n, microsecond: 10n, tick: 1n,
};

export class TimeSpan {
  /** @param {bigint} ticks Units of 100 ns. */
  constructor(ticks) {
    this.ticks = ticks;
  }

  static parse(text) {
    const unit = /^(-?\d+(?:\.\d+)?)\s*([a-z]+)$/.exec(text);
    if (unit && unit[2] in unitTicks) {
      return new TimeSpan(BigInt(Math.round(Number(unit[1]) * Number(unitTicks[unit[2]]))));
    }

    const clock = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?$/.exec(text);
    if (clock) {
      const [, sign, days = '0', hours, minutes, seconds = '0', fraction = ''] = clock;
      const ticks = BigInt(days) * unitTicks.d + BigInt(hours) * unitTicks.h + BigInt(minutes) * unitTicks.m
        + BigInt(seconds) * unitTicks.s + BigInt(fraction.padEnd(7, '0'));
      return new TimeSpan(sign ? -ticks : ticks);
    }

    return /^\d+$/.test(text) ? new TimeSpan(BigInt(text) * unitTicks.d) : null;
  }

  toString() {
    const magnitude = this.ticks < 0n ? -this.ticks : this.ticks;
    const pad = (value, length = 2) => String(value).padStart(length, '0');
    const days = magnitude / unitTicks.d;
    const fraction = magnitude % unitTicks.s;
    return `${this.ticks < 0n ? '-' : ''}${days > 0n ? `${days}.` : ''}${pad(magnitude / unitTicks.h % 24n)}:${pad(magnitude / unitTicks.m % 60n)}`
      + `:${pad(magnitude / unitTicks.s % 60n)}${fraction > 0n ? `.${pad(fraction, 7)}` : ''}`;
  }
}

export class Dynamic {
  /** @param {unknown} value What JSON can hold, never null at the top: a dynamic null is null. */
  constructor(value) {
    this.value = value;
  }
}

/** A dynamic value for what JSON can hold. */
export function dynamic(value) {
  return value === null || value === undefined ? null : new Dynamic(value);
}

/** What a value becomes when it is put into a dynamic one. */
export function toJson(value) {
  if (value instanceof Dynamic) {
    return value.value;
  }

  if (typeof value === 'bigint') {
    return Number(value);
  }

  return value instanceof DateTime || value instanceof TimeSpan ? value.toString() : value;
}

/** What a column of a type holds where there is no value: only strings are never null. */
export function missing(type) {
  return type === 'string' ? '' : null;
}

export function toText(value) {
  if (value === null) {
    return '';
  }

  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }

  if (value instanceof Dynamic) {
    return typeof value.value === 'string' ? value.value : typeof value.value === 'object' ? JSON.stringify(value.value) : String(value.value);
  }

  return String(value);
}

/** A key under which equal values meet, in groups, joins and sets. */
export function keyOf(value) {
  if (value === null) {
    return 'null';
  }

  if (typeof value === 'bigint' || typeof value === 'number') {
    return `n${value}`;
  }

  if (value instanceof DateTime || value instanceof TimeSpan) {
    return `${value.constructor.name}${value.ticks}`;
  }

  return value instanceof Dynamic ? `d${JSON.stringify(value.value)}` : `${typeof value}${value}`;
}
