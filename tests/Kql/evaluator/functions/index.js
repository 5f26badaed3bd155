// The functions by name. Most take values; those that must see the nodes of their arguments are given them.
import { evaluate } from '../expressions.js';
import { Unsupported } from '../values.js';
import { addresses } from './addresses.js';
import { conditions } from './conditions.js';
import { conversions } from './conversions.js';
import { dates } from './dates.js';
import { dynamics } from './dynamics.js';
import { numbers } from './numbers.js';
import { strings } from './strings.js';

/** A function of values, given those that the nodes have. */
function ofValues(name, compute) {
  return (nodes, context) => {
    const result = compute(...nodes.map(node => evaluate(node, context)));
    if (result === undefined) {
      throw new Unsupported(`${name} with these arguments`);
    }

    return result;
  };
}

const byValue = { ...strings, ...numbers, ...dynamics, ...addresses, ...conversions };

export const functions = {
  ...Object.fromEntries(Object.entries(byValue).map(([name, compute]) => [name, ofValues(name, compute)])),
  ...dates(ofValues),
  ...conditions,
};
