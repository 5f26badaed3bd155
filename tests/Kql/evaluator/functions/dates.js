// Dates. now is the workspace's, not the machine's, so that a case gives the same verdict on every day.
import { arithmetic } from '../compare.js';
import { evaluate } from '../expressions.js';
import { bin } from './numbers.js';
import { TimeSpan } from '../values.js';

const unitTicks = { day: 864_000_000_000n, hour: 36_000_000_000n, minute: 600_000_000n, second: 10_000_000n };

const byValue = {
  startofday: value => bin(value, new TimeSpan(unitTicks.day)),
  hourofday: value => (value === null ? null : BigInt(value.date.getUTCHours())),
  dayofweek: value => (value === null ? null : new TimeSpan(BigInt(value.date.getUTCDay()) * unitTicks.day)),
  /** Counts the borders between two times, not the time between them. */
  datetime_diff: (unit, left, right) => {
    if (!(unit in unitTicks)) {
      return undefined;
    }

    return left === null || right === null ? null : left.ticks / unitTicks[unit] - right.ticks / unitTicks[unit];
  },
  /** Only the patterns that say a time in the order of its parts. */
  format_datetime: (value, pattern) => (value === null ? '' : pattern.replace(/yyyy|MM|dd|HH|mm|ss/g, part => {
    const text = value.toString();
    return { yyyy: text.slice(0, 4), MM: text.slice(5, 7), dd: text.slice(8, 10), HH: text.slice(11, 13), mm: text.slice(14, 16), ss: text.slice(17, 19) }[part];
  })),
};

export function dates(ofValues) {
  return {
    ...Object.fromEntries(Object.entries(byValue).map(([name, compute]) => [name, ofValues(name, compute)])),
    now: ([offset], context) => arithmetic('+', context.world.now, offset ? evaluate(offset, context) : new TimeSpan(0n)),
    ago: ([span], context) => arithmetic('-', context.world.now, evaluate(span, context)),
  };
}

