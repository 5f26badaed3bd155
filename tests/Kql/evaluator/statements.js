// let: what it binds is computed once, when it is first asked for.
import { evaluate } from './expressions.js';
import { Lambda } from './lambda.js';
import { nameOf } from './names.js';
import { isTable, evaluateTable } from './tabular.js';
import { Unsupported } from './values.js';

/** The context after the statements. */
export function bind(statements, context) {
  let current = context;
  for (const statement of statements) {
    if (statement.kind === 'ExpressionStatement') {
      continue;
    }

    if (statement.kind !== 'LetStatement') {
      throw new Unsupported(`${statement.kind}: ${statement.text}`);
    }

    const before = current;
    const expression = statement.parts.Expression;
    const value = expression.kind === 'FunctionDeclaration'
      ? declared(expression, before)
      : once(() => (isTable(expression, before) ? evaluateTable(expression, before) : evaluate(expression, before)));
    current = before.withNames([[nameOf(statement.parts.Name), value]]);
  }

  return current;
}

function declared(node, context) {
  const parameters = node.parts.Parameters.parts.Parameters.items.map(item => ({
    name: nameOf(item.parts.NameAndType.parts.Name),
    fallback: item.parts.DefaultValue ? evaluate(item.parts.DefaultValue.parts.Value, context) : undefined,
  }));
  return new Lambda(parameters, node.parts.Body, context);
}

function once(compute) {
  let done = false;
  let value;
  return () => {
    if (!done) {
      value = compute();
      done = true;
    }

    return value;
  };
}
