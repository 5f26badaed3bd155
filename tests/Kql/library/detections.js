// The detections as files: the head as data, the parameters and the query.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const folder = fileURLToPath(new URL('../../../src/AciSecMon.Assessment/Detections/Library/', import.meta.url));

/** @returns {{ file: string, head: Record<string, any>, text: string, body: string }[]} */
export function loadDetections() {
  return fs.readdirSync(folder).filter(name => name.endsWith('.kql')).sort().map(file => read(file));
}

function read(file) {
  const text = fs.readFileSync(path.join(folder, file), 'utf8');
  const lines = text.split('\n');
  const end = lines.findIndex(line => !line.startsWith('//'));
  const head = parse(lines.slice(0, end).map(line => line.replace(/^\/\/ ?/, '')).join('\n'));
  return { file, head, text, body: lines.slice(end).join('\n') };
}

/** The lines `let name = literal;` at the top of the query, by name. */
export function parametersOf(body) {
  const found = new Map();
  for (const line of body.trim().split('\n')) {
    const match = /^let (\w+) = (.*);$/.exec(line);
    if (!match) {
      break;
    }

    found.set(match[1], match[2]);
  }

  return found;
}

/** The query with other values for its parameters. */
export function withParameters(body, values) {
  let changed = body;
  for (const [name, literal] of Object.entries(values)) {
    const line = new RegExp(`^let ${name} = .*;$`, 'm');
    if (!line.test(changed)) {
      throw new Error(`There is no parameter ${name}.`);
    }

    changed = changed.replace(line, () => `let ${name} = ${literal};`);
  }

  return changed;
}

/** A default of the head as a literal of the language. */
export function literalOf(type, value) {
  switch (type) {
    case 'dynamic': return `dynamic(${JSON.stringify(value).replaceAll(',', ', ')})`;
    case 'string': return JSON.stringify(value);
    case 'real': return Number(value).toFixed(1);
    default: return String(value);
  }
}
