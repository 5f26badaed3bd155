// Literals, read from their text.
import { Language } from '../language/service.js';
import { DateTime, Dynamic, TimeSpan, Unsupported, missing } from './values.js';

/** The text between the brackets of datetime(...), long(...), and the like; the text itself where there are none. */
function inner(text) {
  const call = /^\s*[a-z]+\s*\((.*)\)\s*$/is.exec(text);
  const body = call ? call[1].trim() : text;
  return /^(['"]).*\1$/s.test(body) ? body.slice(1, -1) : body;
}

function number(text, parse, type) {
  return inner(text) === 'null' ? missing(type) : parse(inner(text));
}

const readers = {
  StringLiteralExpression: node => Language.KustoFacts.GetStringLiteralValue(node.text),
  BooleanLiteralExpression: node => number(node.text, text => text.toLowerCase() === 'true', 'bool'),
  LongLiteralExpression: node => number(node.text, BigInt, 'long'),
  IntLiteralExpression: node => number(node.text, BigInt, 'int'),
  RealLiteralExpression: node => number(node.text, Number, 'real'),
  DateTimeLiteralExpression: node => number(node.text, DateTime.parse, 'datetime'),
  TimespanLiteralExpression: node => number(node.text, TimeSpan.parse, 'timespan'),
  DynamicExpression: node => {
    const value = json(node.parts.Expression);
    return value === null ? null : new Dynamic(value);
  },
};

function json(node) {
  switch (node.kind) {
    case 'JsonArrayExpression':
      return node.parts.Values.items.map(json);
    case 'JsonObjectExpression':
      return Object.fromEntries(node.parts.Pairs.items.map(pair => [JSON.parse(pair.parts.Name.text), json(pair.parts.Value)]));
    case 'NullLiteralExpression':
      return null;
    case 'StringLiteralExpression':
      return Language.KustoFacts.GetStringLiteralValue(node.text);
    case 'BooleanLiteralExpression':
      return node.text === 'true';
    case 'LongLiteralExpression':
    case 'RealLiteralExpression':
      return Number(node.text);
    case 'UnaryMinusExpression':
      return -json(node.parts.Expression);
    default:
      throw new Unsupported(`${node.kind} inside dynamic(): ${node.text}`);
  }
}

export function isLiteral(node) {
  return node.kind in readers;
}

export function literal(node) {
  return readers[node.kind](node);
}
