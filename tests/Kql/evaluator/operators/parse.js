import { evaluate } from '../expressions.js';
import { convert } from '../functions/conversions.js';
import { nameOf, parametersOf } from '../names.js';
import { Table } from '../table.js';
import { Unsupported, missing, toText } from '../values.js';

/**
 * parse, kind simple: the strings are found from left to right, each column takes what lies between, and where a string is not
 * found or a column's type does not fit, every column stays empty.
 */
export function parse(node, context, input) {
  if (Object.keys(parametersOf(node)).length > 0) {
    throw new Unsupported(`parse with parameters: ${node.text}`);
  }

  const pattern = node.parts.Patterns.items.map(patternPart);
  if (pattern.at(-1).literal !== undefined) {
    throw new Unsupported('parse that ends with a string: end it with * or a column');
  }

  const made = pattern.filter(part => part.name !== undefined);
  const added = made.filter(part => !input.positions.has(part.name)).map(({ name, type }) => ({ name, type }));
  const table = new Table([...input.columns, ...added], []);
  for (const row of input.rows) {
    const found = match(pattern, toText(evaluate(node.parts.Expression, context.withRow(input, row))));
    const copy = [...row];
    for (const part of made) {
      copy[table.position(part.name)] = found ? found.get(part.name) : missing(part.type);
    }

    table.rows.push(copy);
  }

  return table;
}

function patternPart(item) {
  switch (item.kind) {
    case 'StarExpression': return { star: true };
    case 'StringLiteralExpression': return { literal: evaluate(item, null) };
    case 'NameDeclaration': return { name: nameOf(item), type: 'string' };
    case 'NameAndTypeDeclaration': return { name: nameOf(item.parts.Name), type: item.parts.Type.text };
    default: throw new Unsupported(`${item.kind} in parse`);
  }
}

function match(pattern, text) {
  const found = new Map();
  let at = 0;
  let open = null;
  for (const part of pattern) {
    if (part.literal === undefined) {
      if (open) {
        throw new Unsupported('parse with two columns and no string between them');
      }

      open = part;
      continue;
    }

    const position = text.indexOf(part.literal, at);
    if (position < 0 || (!open && position !== at) || !take(open, text.slice(at, position), found)) {
      return null;
    }

    open = null;
    at = position + part.literal.length;
  }

  return take(open, text.slice(at), found) ? found : null;
}

function take(part, text, found) {
  if (!part || part.star) {
    return true;
  }

  const value = part.type === 'string' ? text : convert(text, part.type);
  found.set(part.name, value);
  return value !== null;
}
