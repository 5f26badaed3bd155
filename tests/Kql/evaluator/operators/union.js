import { parametersOf } from '../names.js';
import { Table } from '../table.js';
import { evaluateTable } from '../tabular.js';
import { UnknownTable, Unsupported, missing } from '../values.js';

/** With isfuzzy=true a leg whose table does not exist is left out, as long as one leg is there. */
export function union(node, context, input) {
  const parameters = parametersOf(node);
  const other = Object.keys(parameters).find(name => name !== 'isfuzzy');
  if (other) {
    throw new Unsupported(`union ${other}=`);
  }

  const legs = input ? [input] : [];
  let absent = null;
  for (const item of node.parts.Expressions.items) {
    try {
      legs.push(evaluateTable(item, context));
    } catch (problem) {
      if (!(problem instanceof UnknownTable) || parameters.isfuzzy !== 'true') {
        throw problem;
      }

      absent = problem;
    }
  }

  if (legs.length === 0) {
    throw absent;
  }

  return merge(legs);
}

function merge(legs) {
  const columns = [];
  for (const column of legs.flatMap(leg => leg.columns)) {
    const known = columns.find(other => other.name === column.name);
    if (known && known.type !== column.type) {
      throw new Unsupported(`union would split ${column.name} by its types ${known.type} and ${column.type}`);
    }

    if (!known) {
      columns.push(column);
    }
  }

  const rows = legs.flatMap(leg => {
    const positions = columns.map(column => leg.positions.get(column.name));
    return leg.rows.map(row => positions.map((at, index) => (at === undefined ? missing(columns[index].type) : row[at])));
  });
  return new Table(columns, rows);
}
