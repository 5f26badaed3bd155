// IPv4 addresses.
import { Dynamic } from '../values.js';

function parse(text) {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text.trim());
  const parts = found?.slice(1, 5).map(Number);
  if (!found || parts.some(part => part > 255) || Number(found[5] ?? 32) > 32) {
    return null;
  }

  return { address: parts.reduce((value, part) => value * 256 + part, 0), bits: Number(found[5] ?? 32) };
}

/** Null where one of the two is no address. */
function inRange(text, range) {
  const [one, all] = [parse(text), parse(range)];
  if (!one || !all) {
    return null;
  }

  const size = 2 ** (32 - Math.min(one.bits, all.bits));
  return Math.floor(one.address / size) === Math.floor(all.address / size);
}

const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

export const addresses = {
  ipv4_is_in_range: inRange,
  ipv4_is_in_any_range: (text, ...ranges) => {
    const all = ranges.flatMap(range => (range instanceof Dynamic ? range.value : [range]));
    return parse(text) === null ? null : all.some(range => inRange(text, range) === true);
  },
  /** Private by RFC 1918; null where it is no address. */
  ipv4_is_private: text => (parse(text) === null ? null : privateRanges.some(range => inRange(text, range))),
};
