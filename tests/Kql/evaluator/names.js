// The name that a declaration or a reference spells.
import { Language } from '../language/service.js';

export function nameOf(node) {
  const name = node.parts.Name?.parts.Name ?? node.parts.Name ?? node;
  return name.kind === 'StringLiteralExpression' ? Language.KustoFacts.GetStringLiteralValue(name.text) : name.text;
}

/** The parameters of an operator, such as kind=leftanti, as text by name. */
export function parametersOf(node) {
  return Object.fromEntries(node.parts.Parameters.items.map(item => [nameOf(item), item.parts.Expression.text]));
}
