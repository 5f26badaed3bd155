// How the string operators see a string.
import { Unsupported } from './values.js';

const wordCharacter = /[\p{L}\p{N}]/u;

/** has: the needle stands in the text and no term is cut in two at its ends. */
export function has(text, needle, caseSensitive = false) {
  const [within, sought] = caseSensitive ? [text, needle] : [text.toLowerCase(), needle.toLowerCase()];
  if (sought === '') {
    return true;
  }

  for (let at = within.indexOf(sought); at >= 0; at = within.indexOf(sought, at + 1)) {
    const end = at + sought.length;
    const cutsBefore = at > 0 && wordCharacter.test(within[at - 1]) && wordCharacter.test(sought[0]);
    const cutsAfter = end < within.length && wordCharacter.test(within[end]) && wordCharacter.test(sought.at(-1));
    if (!cutsBefore && !cutsAfter) {
      return true;
    }
  }

  return false;
}

const expressions = new Map();

/** A regular expression of the service's dialect (RE2). What RE2 does not know is refused, although JavaScript knows it. */
export function regex(pattern, flags = '') {
  const key = `${flags}/${pattern}`;
  if (!expressions.has(key)) {
    if (/\(\?(?:=|!|<=|<!)|\\[1-9]/.test(pattern)) {
      throw new Unsupported(`RE2 knows neither looking around nor references back: ${pattern}`);
    }

    const leading = /^\(\?([is]+)\)/.exec(pattern);
    const body = leading ? pattern.slice(leading[0].length) : pattern;
    if (/\(\?[a-z]+[:)]/.test(body)) {
      throw new Unsupported(`Flags in the middle of a regular expression: ${pattern}`);
    }

    expressions.set(key, new RegExp(body.replaceAll('(?P<', '(?<'), `u${flags}${leading ? leading[1] : ''}`));
  }

  return expressions.get(key);
}

const lower = text => text.toLowerCase();

/** The operators that take two strings. */
export const stringOperators = {
  '=~': (text, other) => lower(text) === lower(other),
  'has': (text, other) => has(text, other),
  'has_cs': (text, other) => has(text, other, true),
  'hasprefix': (text, other) => lower(text).split(/[^\p{L}\p{N}]+/u).some(term => term.startsWith(lower(other))),
  'contains': (text, other) => lower(text).includes(lower(other)),
  'contains_cs': (text, other) => text.includes(other),
  'startswith': (text, other) => lower(text).startsWith(lower(other)),
  'startswith_cs': (text, other) => text.startsWith(other),
  'endswith': (text, other) => lower(text).endsWith(lower(other)),
  'endswith_cs': (text, other) => text.endsWith(other),
  'matches regex': (text, other) => regex(other).test(text),
};
