import { evaluate } from '../expressions.js';
import { convert } from '../functions/conversions.js';
import { nameOf, parametersOf } from '../names.js';
import { Table } from '../table.js';
import { Dynamic, Unsupported, dynamic, toText } from '../values.js';

/** mv-expand of one array. What it does with none or an empty one is easily got wrong, so a query has to filter those before. */
export function mvExpand(node, context, input) {
  const items = node.parts.Expressions.items;
  if (items.length !== 1 || Object.keys(parametersOf(node)).length > 0 || node.parts.RowLimitClause) {
    throw new Unsupported(`mv-expand of more than one column, or with parameters: ${node.text}`);
  }

  const [item] = items;
  const named = item.parts.Expression.kind === 'SimpleNamedExpression';
  const source = named ? item.parts.Expression.parts.Expression : item.parts.Expression;
  const name = nameOf(named ? item.parts.Expression.parts.Name : source);
  const type = item.parts.ToTypeOf ? item.parts.ToTypeOf.parts.TypeOf.parts.Types.items[0].text : 'dynamic';
  const known = input.positions.get(name);
  const columns = known === undefined ? [...input.columns, { name, type }] : input.columns.map(column => (column.name === name ? { name, type } : column));
  const rows = input.rows.flatMap(row => {
    const value = evaluate(source, context.withRow(input, row));
    if (!(value instanceof Dynamic) || !Array.isArray(value.value) || value.value.length === 0) {
      throw new Unsupported(`mv-expand of what is not a filled array: ${toText(value)}`);
    }

    return value.value.map(element => {
      const copy = [...row];
      copy[known ?? row.length] = type === 'dynamic' ? dynamic(element) : convert(dynamic(element), type);
      return copy;
    });
  });
  return new Table(columns, rows);
}
