import { Dynamic, dynamic, keyOf, toJson, toText } from '../values.js';

function list(value) {
  return value instanceof Dynamic && Array.isArray(value.value) ? value.value : null;
}

function unique(elements) {
  return [...new Map(elements.map(element => [keyOf(dynamic(element)), element])).values()];
}

export const dynamics = {
  array_length: value => (list(value) === null ? null : BigInt(list(value).length)),
  array_concat: (...values) => dynamic(values.flatMap(value => list(value) ?? [])),
  set_union: (...values) => dynamic(unique(values.flatMap(value => list(value) ?? []))),
  set_difference: (value, ...others) => {
    const gone = new Set(others.flatMap(other => list(other) ?? []).map(element => keyOf(dynamic(element))));
    return dynamic(unique((list(value) ?? []).filter(element => !gone.has(keyOf(dynamic(element))))));
  },
  set_has_element: (value, sought) => (list(value) ?? []).some(element => keyOf(dynamic(element)) === keyOf(dynamic(toJson(sought)))),
  pack_array: (...values) => dynamic(values.map(toJson)),
  bag_pack: (...pairs) => dynamic(Object.fromEntries(pairs.flatMap((key, at) => (at % 2 === 0 ? [[toText(key), toJson(pairs[at + 1])]] : [])))),
};
