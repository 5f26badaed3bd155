// Parses and binds a query against the tables of one workspace.
import { Language } from './service.js';
import { toTree } from './tree.js';

const { Symbols, GlobalState, KustoCode } = Language;

/**
 * What the binder needs to know of a workspace.
 * @param {{ table: string, columns: { name: string, type: string }[] }[]} schemas
 */
export function globalsFor(schemas) {
  const tables = schemas.map(schema =>
    Symbols.TableSymbol.From(`(${schema.columns.map(column => `['${column.name}']:${column.type}`).join(', ')})`).WithName(schema.table));
  return GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('workspace', tables));
}

/** @returns {{ tree: import('./tree.js').Node, diagnostics: { code: string, severity: string, message: string, start: number, length: number }[] }} */
export function analyse(query, globals) {
  const code = KustoCode.ParseAndAnalyze(query, globals);
  const found = code.GetDiagnostics();
  const diagnostics = [];
  for (let index = 0; index < found.Count; index++) {
    const { Code, Severity, Message, Start, Length } = found.getItem(index);
    diagnostics.push({ code: Code, severity: String(Severity), message: Message, start: Start, length: Length });
  }

  return { tree: toTree(code.Syntax), diagnostics, columns: columnsOf(code) };
}

function columnsOf(code) {
  const columns = code.ResultType?.Columns;
  const found = [];
  for (let index = 0; columns && index < columns.Count; index++) {
    const column = columns.getItem(index);
    found.push({ name: column.Name, type: column.Type.Name });
  }

  return found;
}

