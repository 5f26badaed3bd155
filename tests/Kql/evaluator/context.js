// What an expression can see: the names that are bound, a row of a table, and, inside summarize, the rows of a group.
import { UnknownTable } from './values.js';

export class Context {
  constructor({ world, names = new Map(), table = null, row = null, group = null }) {
    this.world = world;
    this.names = names;
    this.table = table;
    this.row = row;
    this.group = group;
  }

  withRow(table, row) {
    return new Context({ world: this.world, names: this.names, table, row });
  }

  withGroup(table, group) {
    return new Context({ world: this.world, names: this.names, table, group });
  }

  /** The same with further names; the names of the outer context stay visible. */
  withNames(entries) {
    return new Context({ world: this.world, names: new Map([...this.names, ...entries]) });
  }

  /** What a name stands for: a column of the row first, then what let bound, then a table of the workspace. */
  resolve(name) {
    if (this.table?.positions.has(name)) {
      if (this.row === null) {
        throw new Error(`The column ${name} stands outside of an aggregate.`);
      }

      return this.row[this.table.position(name)];
    }

    if (this.names.has(name)) {
      const bound = this.names.get(name);
      return typeof bound === 'function' ? bound() : bound;
    }

    if (this.world.tables.has(name)) {
      return this.world.tables.get(name);
    }

    throw new UnknownTable(name);
  }
}
