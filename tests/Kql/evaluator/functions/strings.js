import { regex } from '../text.js';
import { Dynamic, Unsupported, dynamic, toText } from '../values.js';

function substring(text, start, length) {
  const from = Math.max(0, Number(start));
  return length === undefined ? text.slice(from) : text.slice(from, from + Number(length));
}

function extract(pattern, group, text, _type) {
  const found = regex(pattern).exec(toText(text));
  return found?.[Number(group)] ?? '';
}

function anchored(pattern, at) {
  const flags = /^\(\?([is]+)\)/.exec(pattern);
  const body = flags ? pattern.slice(flags[0].length) : pattern;
  return regex(`${flags ? flags[0] : ''}${at === 'start' ? `^(?:${body})` : `(?:${body})$`}`);
}

const trimStart = (pattern, text) => text.replace(anchored(pattern, 'start'), '');
const trimEnd = (pattern, text) => text.replace(anchored(pattern, 'end'), '');

export const strings = {
  tolower: text => toText(text).toLowerCase(),
  toupper: text => toText(text).toUpperCase(),
  strcat: (...parts) => parts.map(toText).join(''),
  strcat_array: (list, delimiter) => (list instanceof Dynamic ? list.value.map(element => toText(dynamic(element))).join(delimiter) : ''),
  strlen: text => BigInt([...text].length),
  substring,
  split: (text, delimiter, index) => {
    const parts = toText(text).split(delimiter);
    return dynamic(index === undefined ? parts : parts.slice(Number(index), Number(index) + 1));
  },
  trim: (pattern, text) => trimEnd(pattern, trimStart(pattern, text)),
  trim_start: trimStart,
  trim_end: trimEnd,
  replace_string: (text, sought, by) => text.replaceAll(sought, by),
  replace_regex: (text, pattern, by) => {
    if (/\\[2-9]/.test(by)) {
      throw new Unsupported(`replace_regex with ${by}`);
    }

    return text.replace(new RegExp(regex(pattern), `${regex(pattern).flags}g`), by.replaceAll('$', '$$$$').replaceAll('\\1', '$1'));
  },
  extract,
  indexof: (text, sought) => BigInt(toText(text).indexOf(toText(sought))),
  countof: (text, sought, kind) => {
    if (kind !== undefined) {
      throw new Unsupported('countof with a kind');
    }

    return BigInt(text.split(sought).length - 1);
  },
  strrep: (text, times) => text.repeat(Number(times)),
};

