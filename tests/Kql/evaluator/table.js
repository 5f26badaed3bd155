// A table: typed columns and rows of values in their order.

export class Table {
  /**
   * @param {{ name: string, type: string }[]} columns
   * @param {unknown[][]} rows
   */
  constructor(columns, rows) {
    this.columns = columns;
    this.rows = rows;
    this.positions = new Map(columns.map((column, index) => [column.name, index]));
  }

  position(name) {
    const found = this.positions.get(name);
    if (found === undefined) {
      throw new Error(`The column ${name} is not among ${this.columns.map(column => column.name).join(', ')}.`);
    }

    return found;
  }
}
