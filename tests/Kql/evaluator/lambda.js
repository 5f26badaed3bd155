// Functions that a query declares itself.
import { evaluate } from './expressions.js';
import { bind } from './statements.js';

export class Lambda {
  /**
   * @param {{ name: string, fallback: unknown }[]} parameters
   * @param {import('../language/tree.js').Node} body
   * @param {import('./context.js').Context} context Where it was declared: it sees those names, not the caller's row.
   */
  constructor(parameters, body, context) {
    this.parameters = parameters;
    this.body = body;
    this.context = context;
  }
}

/** What a function with scalar parameters gives. */
export function call(lambda, values, _caller) {
  return evaluate(lambda.body.parts.Expression, entered(lambda, values));
}

/** The context inside the function. */
export function entered(lambda, values) {
  const entries = lambda.parameters.map((parameter, index) => [parameter.name, index < values.length ? values[index] : parameter.fallback]);
  return bind(lambda.body.parts.Statements.items, lambda.context.withNames(entries));
}
