// The official Kusto language service, as its makers compile it to JavaScript. The package's own entry point does not
// load what it needs, so its two halves are run here one after the other; they leave the globals Kusto and System.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import vm from 'node:vm';

const folder = path.dirname(createRequire(import.meta.url).resolve('@kusto/language-service-next/package.json'));

for (const file of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) {
  vm.runInThisContext(fs.readFileSync(path.join(folder, file), 'utf8'), { filename: file });
}

export const Language = globalThis.Kusto.Language;
export const System = globalThis.System;

/** The name of a value of one of the service's enumerations. */
export function nameOf(enumeration, value) {
  return System.Enum.toString(enumeration, value);
}
